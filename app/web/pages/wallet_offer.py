"""From the learner's own page into their wallet: a code to scan, a link to tap, digits to type."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.accounts.form_origin import check_origin
from app.claims.opening import opened_in_full
from app.oid4vci.offers import Terms, make_offer
from app.oid4vci.withdrawing import withdraw_own_offer
from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.own_forms import back_to
from app.web.pages.asking import qr_picture
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render

router = APIRouter(include_in_schema=False)

OFFERED_FOR = timedelta(hours=1)


@router.post("/claim/{token}/offer")
def offer(request: Request, token: str, records: Records) -> HTMLResponse:
    """Make an offer for the learner's wallet. Only asked for: who looks at a page makes none."""
    check_origin(request)
    services = services_of(request)
    claim = opened_in_full(services, token).claim
    issued = records.claimed(claim.credential_id)
    terms = Terms(ends=services.clock.now() + OFFERED_FOR, with_tx_code=True)
    with services.database.write() as connection:
        made = make_offer(connection, services, issued.credential.award_id, terms)
    return render(
        request,
        "wallet_offer.html",
        headers=PRIVATE,
        title=language_of(request).text(issued.published.version.content.title),
        qr=qr_picture(made.link),
        link=made.link,
        tx_code=made.tx_code,
        back=f"/claim/{token}",
        withdraw=f"/claim/{token}/offers/{made.offer.id}/withdraw",
    )


@router.post("/claim/{token}/offers/{offer_id}/withdraw")
def withdraw(request: Request, token: str, offer_id: str) -> RedirectResponse:
    """Withdraw an offer that somebody else has seen, or that is not needed."""
    check_origin(request)
    services = services_of(request)
    withdraw_own_offer(services, opened_in_full(services, token), offer_id)
    return back_to(request, f"/claim/{token}", part="wallets")


@router.get("/claim/{token}/offer")
def back_to_credential(token: str) -> RedirectResponse:
    """Lead who comes back to this address to the page where offers are made."""
    return RedirectResponse(f"/claim/{token}", status_code=303, headers=PRIVATE)
