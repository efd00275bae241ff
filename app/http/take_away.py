"""What a learner takes away: badge and certificate, by the address of their page."""

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
from app.takeaway.archive import packed, to_pack
from app.takeaway.certificate import CertificateLanguage, set_certificate, to_set
from app.takeaway.held import Held, held_by_page
from app.takeaway.pictures import ToBake, baked_png, baked_svg, to_bake
from app.takeaway.press import press_of
from app.takeaway.qr_codes import QrKind, qr_file

router = APIRouter(tags=["documents"])


class BakedForm(StrEnum):
    """Which form of the credential is in the picture."""

    JSON_LD = "json-ld"
    VC_JWT = "vc-jwt"


_QR_TYPES = {QrKind.PNG: "image/png", QrKind.SVG: "image/svg+xml"}
Form = Annotated[BakedForm, Query(description="As JSON-LD with its proof, or as VC-JWT.")]


@router.get(
    "/c/{page_token}.png",
    summary="Baked badge, PNG",
    response_class=Response,
    responses=file_of("The picture.", "image/png") | public_refusals(404, 422, 503),
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
    picture = await press_of(request).draw(baked_png, given)
    return download(picture, "image/png", f"{held.name}.png")


@router.get(
    "/c/{page_token}.svg",
    summary="Baked badge, SVG",
    response_class=Response,
    responses=file_of("The picture.", "image/svg+xml") | public_refusals(404, 422, 503),
)
async def badge_as_svg(
    services: PartsOfService,
    request: Request,
    page_token: PageToken,
    form: Form = BakedForm.JSON_LD,
) -> Response:
    """Give the same as a drawing, sharp at any size (Open Badges 3.0, 5.3.2)."""
    held, given = await _to_bake(services, page_token, form)
    drawing = await press_of(request).draw(baked_svg, given)
    return download(drawing, "image/svg+xml", f"{held.name}.svg")


@router.get(
    "/c/{page_token}.pdf",
    summary="Certificate, PDF",
    response_class=Response,
    responses=file_of("The certificate.", "application/pdf") | public_refusals(404, 422, 503),
)
async def certificate(
    services: PartsOfService,
    request: Request,
    page_token: PageToken,
    language: Annotated[CertificateLanguage, Query()] = CertificateLanguage.BOTH,
) -> Response:
    """Give the certificate as PDF/A-3a and PDF/UA-1, with the credential attached in each form.

    Of a credential that does not hold, it says so.
    """
    held = await run_in_threadpool(held_by_page, services, page_token)
    given = to_set(held, language, services.settings.public_url, services.clock.now())
    pdf = await press_of(request).make(set_certificate, given)
    return download(pdf, "application/pdf", f"{held.name}.pdf")


@router.get(
    "/c/{page_token}.zip",
    summary="Everything in one archive",
    response_class=Response,
    responses=file_of("The files.", "application/zip") | public_refusals(404, 503),
)
async def archive(services: PartsOfService, request: Request, page_token: PageToken) -> Response:
    """Give the credential in every form there is of it, in one ZIP archive."""
    held = await run_in_threadpool(held_by_page, services, page_token)
    given = to_pack(held, services.settings.public_url, services.clock.now())
    files = await press_of(request).draw(packed, given)
    return download(files, "application/zip", f"{held.name}.zip")


@router.get(
    "/c/{page_token}/qr.{kind}",
    summary="QR code of the credential's page",
    response_class=Response,
    responses=file_of("The code.", *_QR_TYPES.values()) | public_refusals(404, 422),
)
def qr_code(services: PartsOfService, page_token: PageToken, kind: QrKind) -> Response:
    """Give a picture that leads whoever scans it to the credential's page."""
    held = held_by_page(services, page_token)
    url = f"{services.settings.public_url}/c/{page_token}"
    return download(qr_file(url, kind), _QR_TYPES[kind], f"{held.name}.qr.{kind.value}")


async def _to_bake(services: Services, page_token: str, form: BakedForm) -> tuple[Held, ToBake]:
    held = await run_in_threadpool(held_by_page, services, page_token)
    credential = held.badge if form is BakedForm.JSON_LD else held.token
    return held, to_bake(held, credential, services.clock.now())
