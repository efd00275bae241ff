"""A learner's own page: everything that is theirs, and their rights over the account."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from app.accounts.checking_again import checked_for_a_list, is_fresh
from app.accounts.exporting import export_of
from app.accounts.form_origin import form_token, require_own_form
from app.accounts.holdings import issued_credentials
from app.accounts.session import end_session, require_account
from app.claims.claiming import claim_of
from app.db import accounts, backpacks, oauth_permissions
from app.db.accounts import Account
from app.db.backpacks import Host
from app.oauth.scopes import SCOPES
from app.services import Services, services_of
from app.verification import Verification
from app.web.database_records import Records
from app.web.languages import Language, language_of
from app.web.own_forms import back_to
from app.web.pages.credentials import PRIVATE
from app.web.records import PublicRecords
from app.web.rendering import render
from app.web.views.held import HeldView, ProgramView, held_view
from app.web.views.imported import imported_view

router = APIRouter(include_in_schema=False)

FORMS = ("/me/delete", "/me/programs/end")
"""Where small forms are posted."""


@router.get("/me")
async def me(request: Request, records: Records) -> HTMLResponse:
    """Show every credential of the account, each as it stands today."""
    services, language = services_of(request), language_of(request)
    account = await run_in_threadpool(require_account, request)
    verification: Verification = request.app.state.verification
    held = await run_in_threadpool(_held, services, records, account, language)
    badges = await checked_for_a_list(services, verification, account)
    return render(
        request,
        "me.html",
        headers=PRIVATE,
        email=account.email,
        held=held,
        imported=[
            imported_view(badge, language, is_fresh=is_fresh(services, badge)) for badge in badges
        ],
        backpacks=await run_in_threadpool(_backpacks, services, account),
        programs=await run_in_threadpool(_programs, services, account, language),
        form_token=form_token(request),
    )


def _backpacks(services: Services, account: Account) -> tuple[Host, ...]:
    with services.database.read() as connection:
        return backpacks.connected(connection, services.vault, account)


def _programs(services: Services, account: Account, language: Language) -> list[ProgramView]:
    with services.database.read() as connection:
        allowed = oauth_permissions.of_account(connection, account.id, now=services.clock.now())
    return [
        ProgramView(
            grant_id=one.grant_id,
            name=one.program,
            meanings=tuple(
                language.text(SCOPES[scope].meaning) for scope in one.scopes if scope in SCOPES
            ),
        )
        for one in allowed
    ]


def _held(
    services: Services, records: PublicRecords, account: Account, language: Language
) -> list[HeldView]:
    now = services.clock.now()
    return [
        held_view(records.credential(one.page_token), now, language, claim_of(services, one.id))
        for one in issued_credentials(services, account)
    ]


@router.get("/me/export.json")
def export(request: Request) -> JSONResponse:
    """Give all that the account holds, in a form that other programs read (GDPR, article 20)."""
    account = require_account(request)
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="my-credentials.json"'}
    return JSONResponse(export_of(services_of(request), account), headers=headers)


@router.post("/me/programs/end")
def take_back(
    request: Request,
    form_token: Annotated[str, Form(max_length=100)] = "",
    grant_id: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Take back what a program was allowed: as easy as allowing it (GDPR, article 7)."""
    account = require_own_form(request, form_token)
    services = services_of(request)
    with services.database.write() as connection:
        oauth_permissions.take_back(connection, account.id, grant_id, now=services.clock.now())
    return back_to(request, "/me", part="programs")


@router.post("/me/delete")
def delete(
    request: Request,
    form_token: Annotated[str, Form(max_length=100)] = "",
    sure: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Delete the account, once its owner has said so twice."""
    account = require_own_form(request, form_token)
    if sure != "yes":
        return back_to(request, "/me", part="account")
    services = services_of(request)
    with services.database.write() as connection:
        oauth_permissions.take_all_back(connection, account.id, now=services.clock.now())
        accounts.remove(connection, account.id)
    answer = render(request, "account_deleted.html", headers=PRIVATE)
    end_session(request, answer)
    return answer
