"""Programs register here, and give tokens back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app.dependencies import PartsOfService
from app.oauth.clients import credentials_of
from app.oauth.errors import NEVER_KEPT, OAuthError
from app.oauth.forms import OAuthForm, described_form
from app.oauth.registration import Registration, register
from app.oauth.revocation import revoke

router = APIRouter(prefix="/oauth", tags=["OAuth"])

REGISTER = "/oauth/register"
MOST_BYTES = 32 * 1024

_ERROR = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {"type": "string"},
                    "error_description": {"type": "string"},
                },
            }
        }
    }
}
_REGISTERED: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "Registered. The secret is told this once.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    400: {"description": "RFC 7591, section 3.2.2.", **_ERROR},
}
_REVOKED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The token is good for nothing now, if it ever was."},
    400: {"description": "RFC 7009, section 2.2.1.", **_ERROR},
    401: {"description": "The client is not known.", **_ERROR},
}


@router.post(
    "/register",
    summary="Register a program",
    status_code=201,
    response_class=JSONResponse,
    responses=_REGISTERED,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": Registration.model_json_schema()}},
        }
    },
)
async def register_client(services: PartsOfService, request: Request) -> JSONResponse:
    """Give a program an id and a secret: nobody has to agree first (Open Badges 3.0, 7.1.1)."""
    told = await run_in_threadpool(register, services, await request.body())
    return JSONResponse(told, 201, NEVER_KEPT)


@router.post(
    "/revoke",
    summary="Give a token back",
    response_class=Response,
    responses=_REVOKED,
    openapi_extra=described_form(
        {"token": "An access or refresh token."},
        {
            "token_type_hint": "access_token or refresh_token.",
            "client_id": "Where the Authorization header does not name it.",
        },
    ),
)
def revoke_token(
    services: PartsOfService,
    form: OAuthForm,
    authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """End the token, and all that came of the same consent."""
    token = form.get("token")
    if token is None:
        raise OAuthError("invalid_request", "The parameter token is missing.")
    revoke(services, credentials_of(form, authorization), token)
    return Response(headers=NEVER_KEPT)
