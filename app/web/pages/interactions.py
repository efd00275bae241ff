"""The interaction URL (VCALM, section 3.7): a page for people, protocols for wallets."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.accounts.form_origin import check_origin
from app.claims.opening import opened_in_full
from app.exchanges.beginning import begin_exchange, open_exchange
from app.exchanges.leading import leading_to
from app.exchanges.protocols import protocols_of
from app.services import services_of
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.qr_code import qr_code
from app.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.post("/claim/{token}/wallet")
def begin(request: Request, token: str) -> Response:
    """Begin an exchange for the learner who has the claim's link, and show the ways in."""
    check_origin(request)
    services = services_of(request)
    claim = opened_in_full(services, token).claim
    exchange = begin_exchange(services, claim.credential_id)
    return RedirectResponse(exchange.interaction_path, status_code=303, headers=PRIVATE)


@router.get("/interactions/{secret}")
def interaction(request: Request, secret: str) -> Response:
    """Tell wallets the protocols; show people a code to scan and a link to follow."""
    services, language = services_of(request), language_of(request)
    exchange = open_exchange(services, secret)
    if not _is_for_people(request):
        protocols: dict[str, Any] = {"protocols": protocols_of(services, exchange)}
        return JSONResponse(protocols, headers=PRIVATE)
    leading = leading_to(services, exchange)
    return render(
        request,
        "interaction.html",
        headers=PRIVATE,
        code=qr_code(leading.interaction_url, language.gettext("Code to scan with your phone")),
        lcw_url=leading.lcw_url,
        until=language.moment(exchange.expires_at),
    )


def _is_for_people(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
