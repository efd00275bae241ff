"""/oauth: the authorization server's endpoints for programs; what learners see is app.web's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.dependencies import PartsOfService
from app.http.openapi import public_refusals
from app.oauth.authorization import ENDS_AFTER, client_and_address, keep_request, read_request
from app.oauth.clients import authenticated, credentials_of
from app.oauth.errors import FOR_EVERYBODY, NEVER_KEPT, OAuthError
from app.oauth.forms import OAuthForm, described_form
from app.oauth.metadata import authorization_server
from app.oauth.token_endpoint import tokens_for
from app.oauth.token_request import TokenRequest
from app.oauth.tokens import shown_key
from app.oid4vci.habits import Habit
from app.oid4vci.nonces import GOOD_FOR, new_nonce
from app.oid4vci.tolerance import lets_through
from app.services import Services

router = APIRouter(tags=["wallets"])

OAUTH_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {
        "description": "Refused, as OAuth words it.",
        "content": {
            "application/json": {
                "example": {"error": "invalid_grant", "error_description": "It has ended."}
            }
        },
    },
    401: {"description": "The client, or the access token, is not known."},
}

_TOKEN_FORM = described_form(
    {"grant_type": "Pre-authorized code, authorization_code or refresh_token."},
    {
        "pre-authorized_code": "Of the offer.",
        "tx_code": "The code that the learner types in, where the offer asks for one.",
        "code": "Of the authorization response.",
        "code_verifier": "PKCE.",
        "redirect_uri": "As in the authorization request.",
        "refresh_token": "Is replaced at each use.",
        "client_id": "Not needed for a pre-authorized code.",
        "authorization_details": "To be told credential identifiers.",
    },
)
_PAR_FORM = described_form(
    {
        "client_id": "A registered client.",
        "response_type": "code",
        "code_challenge": "PKCE.",
        "code_challenge_method": "S256",
    },
    {
        "redirect_uri": "One that is registered.",
        "scope": "What is asked for.",
        "authorization_details": "The same, one by one.",
        "state": "Comes back with the answer.",
        "issuer_state": "Of the offer.",
    },
)


# With a slash at the end where a client takes the issuer's path for "/".
@router.get("/.well-known/oauth-authorization-server/", include_in_schema=False)
@router.get(
    "/.well-known/oauth-authorization-server",
    summary="The authorization server's metadata",
    response_class=JSONResponse,
    responses=public_refusals(),
)
async def read_server_metadata(services: PartsOfService) -> Response:
    """Describe the authorization server (RFC 8414)."""
    return JSONResponse(authorization_server(services.settings.public_url), headers=FOR_EVERYBODY)


@router.post(
    "/oauth/token",
    summary="Get an access token",
    response_class=JSONResponse,
    responses={**OAUTH_REFUSALS, **public_refusals()},
    openapi_extra=_TOKEN_FORM,
)
def get_token(services: PartsOfService, request: Request, form: OAuthForm) -> Response:
    """Give tokens for an offer's code, an authorization code, or a refresh token.

    With a DPoP proof the tokens are bound to its key.
    """
    asked = TokenRequest(
        form=form,
        client=credentials_of(form, request.headers.get("authorization")),
        key=shown_key(request, services),
    )
    answer = _for_older(services, asked, tokens_for(services, asked))
    return JSONResponse(answer, headers={**NEVER_KEPT, **FOR_EVERYBODY})


@router.post(
    "/oauth/par",
    status_code=201,
    summary="Push an authorization request",
    response_class=JSONResponse,
    responses={**OAUTH_REFUSALS, **public_refusals()},
    openapi_extra=_PAR_FORM,
)
def push_request(services: PartsOfService, request: Request, form: OAuthForm) -> Response:
    """Check an authorization request before the learner sees it (RFC 9126)."""
    given = credentials_of(form, request.headers.get("authorization"))
    if "request_uri" in form:
        raise OAuthError("invalid_request", "A pushed request has no request_uri.")
    with services.database.write() as connection:
        client = authenticated(connection, given)
        asked = {**form, "client_id": client.id}
        _, address = client_and_address(connection, asked)
        pushed = read_request(asked, address, was_pushed=True)
        request_uri = keep_request(connection, services, pushed)
    answer = {"request_uri": request_uri, "expires_in": int(ENDS_AFTER.total_seconds())}
    return JSONResponse(answer, 201, headers={**NEVER_KEPT, **FOR_EVERYBODY})


def _for_older(
    services: Services, request: TokenRequest, answer: Mapping[str, Any]
) -> dict[str, Any]:
    changed = dict(answer)
    if not request.key and lets_through(services, Habit.LOWER_CASE_BEARER):
        changed["token_type"] = "bearer"  # noqa: S105 - its name
    if lets_through(services, Habit.TOKEN_NONCE):
        changed["c_nonce"] = new_nonce(services)
        changed["c_nonce_expires_in"] = int(GOOD_FOR.total_seconds())
    return changed
