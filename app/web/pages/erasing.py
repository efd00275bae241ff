"""A learner has their data erased: asked for on their page, confirmed by the link in a letter."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.accounts.form_origin import check_origin
from app.claims.opening import opened
from app.db import organisations
from app.mail.address import masked
from app.rights.asking import (
    ask_for_erasure,
    confirm_erasure,
    confirming_address,
    open_request,
)
from app.services import services_of
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.post("/claim/{token}/erasure")
def ask(request: Request, token: str) -> Response:
    """Enter the learner's wish, and say who confirms it."""
    check_origin(request)
    services = services_of(request)
    learner = opened(services, token).learner
    ask_for_erasure(services, learner)
    address = masked(confirming_address(services, learner) or "")
    return render(request, "erasure_asked.html", headers=PRIVATE, address=address)


@router.get("/erasure/{token}")
def confirming(request: Request, token: str) -> HTMLResponse:
    """Show what will be destroyed and what stays, and ask once more."""
    services, language = services_of(request), language_of(request)
    found = open_request(services, token)
    with services.database.read() as connection:
        school = organisations.get(connection, found.organisation_id).name
    return render(request, "erasure.html", headers=PRIVATE, school=language.text(school))


@router.post("/erasure/{token}")
def confirm(request: Request, token: str) -> Response:
    """Erase, and give the receipt."""
    check_origin(request)
    services, language = services_of(request), language_of(request)
    erasure = confirm_erasure(services, token)
    return render(
        request,
        "erased.html",
        headers=PRIVATE,
        receipt=erasure.id if erasure else "",
        on=language.date(erasure.erased_at) if erasure else "",
    )
