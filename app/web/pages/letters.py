"""Where letters lead: stop reminders, let an address change or stop that. Looking changes nothing.

Mail servers open links to see what is behind them, so each of these is done by a button.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.claims.opening import opened_in_full
from app.mail.address_change import AddressChange, AskedBy
from app.mail.changing_address import answer_change, ask_for_change, standing_change
from app.mail.stopping import require_reader, stop_reminders
from app.problems import ApiProblem, RequestFault
from app.services import services_of
from app.web.own_forms import back_to, own_form
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from issuer.value_rules import is_email_address

router = APIRouter(include_in_schema=False)


@router.get("/letters/{mail_id}/{proof}/stop")
def ask_to_stop(request: Request, mail_id: str, proof: str) -> HTMLResponse:
    """Ask whether no more reminders are wanted."""
    require_reader(services_of(request), mail_id, proof)
    return render(request, "reminders.html", headers=PRIVATE, is_stopped=False)


@router.post("/letters/{mail_id}/{proof}/stop")
def stop(request: Request, mail_id: str, proof: str) -> HTMLResponse:
    """Send no more reminders; a mailbox's own button comes here too (RFC 8058)."""
    stop_reminders(services_of(request), mail_id, proof)
    return render(request, "reminders.html", headers=PRIVATE, is_stopped=True)


@router.get("/address/{token}")
def ask_about_address(request: Request, token: str) -> HTMLResponse:
    """Ask whether the address may change."""
    change, by_new = standing_change(services_of(request), token)
    return _address_page(request, change, by_new=by_new)


@router.post("/address/{token}")
async def answer_about_address(request: Request, token: str) -> HTMLResponse:
    """Take the answer."""
    services, form = services_of(request), await own_form(request)
    agrees = form.get("answer") == "yes"
    change = await run_in_threadpool(answer_change, services, token, agrees=agrees)
    return _address_page(request, change, by_new=False, answered=True)


@router.post("/claim/{token}/address")
async def change_address(request: Request, token: str) -> Response:
    """Begin to change the address of whose claim it is."""
    services, address = services_of(request), (await own_form(request)).get("address", "")
    found = await run_in_threadpool(opened_in_full, services, token)
    if not is_email_address(address):
        raise ApiProblem("INVALID_REQUEST", faults=[_NO_ADDRESS])
    await run_in_threadpool(ask_for_change, services, found.learner.id, address, AskedBy.LEARNER)
    answer: RedirectResponse = back_to(request, f"/claim/{token}/data", part="address-asked")
    return answer


def _address_page(
    request: Request, change: AddressChange, *, by_new: bool, answered: bool = False
) -> HTMLResponse:
    return render(
        request,
        "address.html",
        headers=PRIVATE,
        change=change,
        by_new=by_new,
        answered=answered,
    )


_NO_ADDRESS = RequestFault(
    "/address",
    "NOT_AN_EMAIL",
    {
        "sl": "Vpišite e-poštni naslov, kot je ana@example.com.",
        "en": "Enter an e-mail address, such as ana@example.com.",
    },
)
