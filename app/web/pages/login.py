"""Logging in without a password: an address, the code that was sent to it, and in."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.asking_to_log_in import AFTERWARDS
from app.accounts.form_origin import check_origin
from app.accounts.session import account_of, begin_session, end_session
from app.accounts.signing_in import ask_for_code, follow_link, redeem_code
from app.db.accounts import Account
from app.mail.sending import can_send
from app.services import services_of
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.pages.language import own_path
from app.web.rendering import render
from issuer.value_rules import is_email_address

router = APIRouter(include_in_schema=False)

FORMS = ("/login", "/login/code", "/login/link", "/logout")
"""Where small forms are posted."""

_REFUSED = 422
_LONGEST_ADDRESS = 320


@router.get("/login")
def login(request: Request, then: str = AFTERWARDS) -> Response:
    """Ask for the address; who is logged in already goes on."""
    if account_of(request) is not None:
        return _on_to(then)
    return _ask_address(request, then)


@router.post("/login")
def send_code(
    request: Request,
    email: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = AFTERWARDS,
) -> Response:
    """Send a code, and ask for it: in the same words whether the address is known or not."""
    check_origin(request)
    email = email.strip()
    if len(email) > _LONGEST_ADDRESS or not is_email_address(email):
        return _ask_address(request, then, refused=True)
    login_id = ask_for_code(services_of(request), email, language=language_of(request).code)
    return _ask_code(request, login_id, then)


@router.post("/login/code")
def use_code(
    request: Request,
    login_id: Annotated[str, Form(max_length=64)] = "",
    code: Annotated[str, Form(max_length=64)] = "",
    then: Annotated[str, Form()] = AFTERWARDS,
) -> Response:
    """Log in with the code."""
    check_origin(request)
    account = redeem_code(services_of(request), login_id, code)
    if account is None:
        return _ask_code(request, login_id, then, refused=True)
    return _logged_in(request, account, then)


@router.post("/login/link")
def use_link(
    request: Request,
    link: Annotated[str, Form(max_length=2048)] = "",
    then: Annotated[str, Form()] = AFTERWARDS,
) -> Response:
    """Log in with a claim's link: the account then holds that one credential."""
    check_origin(request)
    return _logged_in(request, follow_link(services_of(request), link), then)


@router.post("/logout")
def logout(request: Request) -> Response:
    """Log out of this browser. Nothing is lost by it, so the form needs no token."""
    check_origin(request)
    answer = _on_to("/")
    end_session(request, answer)
    return answer


def _logged_in(request: Request, account: Account, then: str) -> Response:
    answer = _on_to(then)
    begin_session(services_of(request), account, answer)
    return answer


def _on_to(then: str) -> RedirectResponse:
    return RedirectResponse(own_path(then), status_code=303, headers={"Cache-Control": "no-store"})


def _ask_address(request: Request, then: str, *, refused: bool = False) -> HTMLResponse:
    return render(
        request,
        "login.html",
        status_code=_REFUSED if refused else 200,
        headers=PRIVATE,
        then=own_path(then),
        refused=refused,
        sends=can_send(services_of(request).settings),
    )


def _ask_code(request: Request, login_id: str, then: str, *, refused: bool = False) -> HTMLResponse:
    return render(
        request,
        "login_code.html",
        status_code=_REFUSED if refused else 200,
        headers=PRIVATE,
        login_id=login_id,
        then=own_path(then),
        refused=refused,
    )
