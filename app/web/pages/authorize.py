"""/oauth/authorize: a learner who is logged in decides what a program may do for them."""

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.form_origin import form_token, require_own_form
from app.accounts.holdings import issued_credentials
from app.accounts.session import require_account
from app.db import oauth_clients, oauth_secrets
from app.db.accounts import Account
from app.db.oauth_secrets import SecretKind
from app.holder_copies.givable import is_givable
from app.oauth.authorization import (
    AuthorizationRequest,
    client_and_address,
    keep_request,
    kept_request,
    read_request,
)
from app.oauth.consent import agreed, answer_address
from app.oauth.errors import OAuthError
from app.oauth.forms import single_values
from app.problems import ApiProblem
from app.security_headers import CONTENT_SECURITY_POLICY
from app.services import Services, services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.records import IssuedCredential, PublicRecords
from app.web.rendering import render
from app.web.views.consent import choices_of, consent_view

router = APIRouter(include_in_schema=False)

PATH = "/oauth/authorize"
FORMS = (PATH,)
"""Where small forms are posted."""
_SEE_OTHER = 303
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?", re.ASCII)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.ASCII)


class Decision(BaseModel):
    """The form of the consent page."""

    client_id: Annotated[str, StringConstraints(max_length=100)] = ""
    request_uri: Annotated[str, StringConstraints(max_length=200)] = ""
    form_token: Annotated[str, StringConstraints(max_length=100)] = ""
    decision: Annotated[str, StringConstraints(max_length=10)] = ""
    award: list[Annotated[str, StringConstraints(max_length=40)]] = Field(
        default=[], max_length=1000
    )


@router.get(PATH)
def authorize(request: Request, records: Records) -> Response:
    """Show what a program asks for; a request in the address is first written down."""
    services = services_of(request)
    try:
        form = single_values(request.query_params.multi_items())
        if "request_uri" not in form:
            return RedirectResponse(_written_down(request, form), _SEE_OTHER, PRIVATE)
        with services.database.read() as connection:
            asked = kept_request(connection, services, form, used_up=False)
    except OAuthError as refused:
        raise ApiProblem("BAD_REQUEST", refused.description) from None
    return _consent(request, records, asked, form["request_uri"])


@router.post(PATH)
def decide(request: Request, records: Records, given: Annotated[Decision, Form()]) -> Response:
    """Take the learner's decision to the program that asked."""
    account = require_own_form(request, given.form_token)
    services = services_of(request)
    own = {each.credential.award_id for each in _givable(services, records, account)}
    chosen = [each for each in given.award if each in own]
    allowed = given.decision == "allow"
    form = {"client_id": given.client_id, "request_uri": given.request_uri}
    try:
        with services.database.read() as connection:
            asked = kept_request(connection, services, form, used_up=False)
        if allowed and asked.wants_credentials and not chosen:
            return _consent(request, records, asked, given.request_uri, nothing_chosen=True)
        with services.database.write() as connection:
            kept_request(connection, services, form, used_up=True)
            if not allowed:
                refusal = {"error": "access_denied"}
                address = answer_address(services, asked.redirect_uri, asked.state, **refusal)
            else:
                address = agreed(
                    connection, services, asked, account_id=account.id, award_ids=chosen
                )
    except OAuthError as refused:
        raise ApiProblem("BAD_REQUEST", refused.description) from None
    return RedirectResponse(address, _SEE_OTHER, PRIVATE)


def _written_down(request: Request, form: Mapping[str, str]) -> str:
    """Write a request down; give where it goes on: here, or back with what is wrong with it."""
    services = services_of(request)
    with services.database.write() as connection:
        client, redirect_uri = client_and_address(connection, form)
        try:
            asked = read_request(form, redirect_uri, was_pushed=False)
        except OAuthError as refused:
            told = {"error": refused.error, "error_description": refused.description}
            back = answer_address(services, redirect_uri, form.get("state"), **told)
        else:
            request_uri = keep_request(connection, services, asked)
            return f"{PATH}?{urlencode({'client_id': client.id, 'request_uri': request_uri})}"
    # RFC 9700, section 4.11.2: anybody can register an address, and a link to this service must
    # not lead there as if it were ours. So nobody is sent on who is not a learner here.
    require_account(request)
    return back


def _consent(
    request: Request,
    records: PublicRecords,
    asked: AuthorizationRequest,
    request_uri: str,
    *,
    nothing_chosen: bool = False,
) -> HTMLResponse:
    account = require_account(request)
    services, language = services_of(request), language_of(request)
    with services.database.read() as connection:
        client = oauth_clients.by_id(connection, asked.client_id)
    if client is None:
        raise ApiProblem("BAD_REQUEST", "This program is not registered any more.")
    held = _givable(services, records, account) if asked.wants_credentials else []
    offered = _offered(services, asked)
    choices = choices_of(held, offered, services.clock.now(), language)
    return render(
        request,
        "consent.html",
        status_code=422 if nothing_chosen else 200,
        headers={**PRIVATE, "Content-Security-Policy": _policy(asked.redirect_uri)},
        consent=consent_view(client, asked, request_uri, choices, language),
        nothing_chosen=nothing_chosen,
        form_token=form_token(request),
    )


def _givable(
    services: Services, records: PublicRecords, account: Account
) -> list[IssuedCredential]:
    """Give the account's credentials that a wallet may get a copy of."""
    return [
        records.credential(each.page_token)
        for each in issued_credentials(services, account)
        if is_givable(each, services.clock.now())
    ]


def _offered(services: Services, asked: AuthorizationRequest) -> tuple[str, ...]:
    """Give what the offer was for with which the wallet began; it is chosen to begin with."""
    if asked.issuer_state is None:
        return ()
    now = services.clock.now()
    with services.database.read() as connection:
        kept = oauth_secrets.look_up(
            connection, SecretKind.ISSUER_STATE, asked.issuer_state, now=now
        )
    return () if kept is None else tuple(kept.content["award_ids"])


def _policy(redirect_uri: str) -> str:
    """Let the form's answer go where the program waits: browsers check redirects of forms too."""
    address = urlsplit(redirect_uri)
    if _HOST.fullmatch(address.netloc) and address.scheme in {"http", "https"}:
        source = f"{address.scheme}://{address.netloc}"
    elif _SCHEME.fullmatch(address.scheme):
        source = f"{address.scheme}:"
    else:
        return CONTENT_SECURITY_POLICY
    return CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {source}")
