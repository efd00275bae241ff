"""What a learner takes away: the baked badge, by the address of their page."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.dependencies import PartsOfService
from app.http.downloads import PageToken, download
from app.http.openapi import public_refusals
from app.takeaway.held import held_by_page
from app.takeaway.pictures import baked_png, to_bake
from app.takeaway.press import press_of

router = APIRouter(tags=["documents"])


class BakedForm(StrEnum):
    """Which form of the credential is in the picture."""

    JSON_LD = "json-ld"
    VC_JWT = "vc-jwt"


@router.get(
    "/c/{page_token}.png",
    summary="Baked badge, PNG",
    response_class=Response,
    responses=public_refusals(404, 422, 503),
)
async def badge_as_png(
    services: PartsOfService,
    request: Request,
    page_token: PageToken,
    form: Annotated[BakedForm, Query()] = BakedForm.JSON_LD,
) -> Response:
    """Give the badge's picture with the signed credential baked into it (Open Badges 3.0, 5.3.1).

    The picture is the programme's own, or drawn for it. Of a credential that does not hold, it
    says so.
    """
    held = await run_in_threadpool(held_by_page, services, page_token)
    credential = held.badge if form is BakedForm.JSON_LD else held.token
    given = to_bake(held, credential, services.clock.now())
    picture = await press_of(request).make(baked_png, given)
    return download(picture, "image/png", f"{held.name}.png")
