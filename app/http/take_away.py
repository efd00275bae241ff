"""What a learner takes away: the baked badge, by the address of their page."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.dependencies import PartsOfService
from app.http.downloads import PageToken, download, file_of
from app.http.openapi import public_refusals
from app.services import Services
from app.takeaway.held import Held, held_by_page
from app.takeaway.pictures import ToBake, baked_png, baked_svg, to_bake
from app.takeaway.press import press_of

router = APIRouter(tags=["documents"])


class BakedForm(StrEnum):
    """Which form of the credential is in the picture."""

    JSON_LD = "json-ld"
    VC_JWT = "vc-jwt"


Form = Annotated[BakedForm, Query(description="As JSON-LD with its proof, or as VC-JWT.")]


@router.get(
    "/c/{page_token}.png",
    summary="Baked badge, PNG",
    response_class=Response,
    responses=file_of("image/png", "The picture.") | public_refusals(404, 422, 503),
)
async def badge_as_png(
    services: PartsOfService,
    request: Request,
    page_token: PageToken,
    form: Form = BakedForm.JSON_LD,
) -> Response:
    """Give the badge's picture with the signed credential baked into it (Open Badges 3.0, 5.3.1).

    The picture is the programme's own, or drawn for it. Of a credential that does not hold, it
    says so.
    """
    held, given = await _to_bake(services, page_token, form)
    picture = await press_of(request).make(baked_png, given)
    return download(picture, "image/png", f"{held.name}.png")


@router.get(
    "/c/{page_token}.svg",
    summary="Baked badge, SVG",
    response_class=Response,
    responses=file_of("image/svg+xml", "The picture.") | public_refusals(404, 422, 503),
)
async def badge_as_svg(
    services: PartsOfService,
    request: Request,
    page_token: PageToken,
    form: Form = BakedForm.JSON_LD,
) -> Response:
    """Give the same as a drawing, sharp at any size (Open Badges 3.0, 5.3.2)."""
    held, given = await _to_bake(services, page_token, form)
    drawing = await press_of(request).make(baked_svg, given)
    return download(drawing, "image/svg+xml", f"{held.name}.svg")


async def _to_bake(services: Services, page_token: str, form: BakedForm) -> tuple[Held, ToBake]:
    held = await run_in_threadpool(held_by_page, services, page_token)
    credential = held.badge if form is BakedForm.JSON_LD else held.token
    return held, to_bake(held, credential, services.clock.now())
