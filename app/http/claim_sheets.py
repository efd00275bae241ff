"""/api/v1/claim-sheets: codes on paper, for a class without e-mail."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from app.claims.codes import issued_of_batch, sheet_of
from app.claims.sheet_setting import set_sheet
from app.dependencies import Issuer, PartsOfService
from app.http.bodies.claim_sheets import ClaimSheetOrder
from app.http.openapi import api_body_refusals
from app.json_body import StrictJsonRoute

router = APIRouter(prefix="/api/v1/claim-sheets", tags=["claims"], route_class=StrictJsonRoute)


@router.post(
    "",
    summary="Print claim slips",
    response_class=Response,
    responses={
        200: {
            "description": "A4 pages of eight slips each, to cut apart: name, code and QR code.",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        },
        **api_body_refusals(404),
    },
)
def print_sheet(services: PartsOfService, actor: Issuer, body: ClaimSheetOrder) -> Response:
    """Give each learner a code to type at `/claim`, for a year. Scope: issue.

    Codes are kept as hashes: a lost sheet is not printed again but replaced by one with new codes,
    and the old ones then lead nowhere. An ended link of a learner is renewed.
    """
    wanted = body.credential_ids or issued_of_batch(services, actor, body.batch_id or "")
    sheet = sheet_of(services, actor, wanted)
    made = set_sheet(
        sheet,
        body.language,
        public_url=services.settings.public_url,
        made_at=services.clock.now(),
    )
    headers = {"Content-Disposition": 'attachment; filename="claim-slips.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
