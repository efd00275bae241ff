"""A learner's own page: everything that is theirs, and their rights over the account."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from app.accounts.exporting import export_of
from app.accounts.holdings import issued_credentials
from app.accounts.own_forms import check_form, form_token
from app.accounts.session import end_session, require_account
from app.db import accounts
from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from app.web.views.held import held_view

router = APIRouter(include_in_schema=False)

FORMS = ("/me/delete",)
"""Where small forms are posted."""


@router.get("/me")
def me(request: Request, records: Records) -> HTMLResponse:
    """Show every credential of the account, each as it stands today."""
    account = require_account(request)
    services, language = services_of(request), language_of(request)
    now = services.clock.now()
    issued = [records.credential(one.page_token) for one in issued_credentials(services, account)]
    return render(
        request,
        "me.html",
        headers=PRIVATE,
        email=account.email,
        held=[held_view(one, now, language) for one in issued],
        form_token=form_token(request),
    )


@router.get("/me/export.json")
def export(request: Request) -> JSONResponse:
    """Give all that the account holds, in a form that other programs read (GDPR, article 20)."""
    account = require_account(request)
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="my-credentials.json"'}
    return JSONResponse(export_of(services_of(request), account), headers=headers)


@router.post("/me/delete")
def delete(
    request: Request,
    form_token: Annotated[str, Form(max_length=100)] = "",
    sure: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Delete the account, once its owner has said so twice."""
    account = require_account(request)
    check_form(request, form_token)
    if sure != "yes":
        return RedirectResponse("/me#account", status_code=303)
    services = services_of(request)
    with services.database.write() as connection:
        accounts.remove(connection, account.id)
    answer = render(request, "account_deleted.html", headers=PRIVATE)
    end_session(request, answer)
    return answer
