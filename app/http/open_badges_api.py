"""The Open Badges API 3.0, served: discovery, badges, profile (sections 6.2 and 6.3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.accounts.importing import import_badge
from app.db.imported_badges import Form
from app.dependencies import PartsOfService
from app.http.documents import cacheable
from app.open_badges_api.access import (
    ProfileReader,
    ProfileWriter,
    ReadableAccount,
    WritableAccount,
)
from app.open_badges_api.collection import Wanted, badges_of, links
from app.open_badges_api.learner_profile import keep_profile, profile_json
from app.open_badges_api.service_description import service_description
from app.open_badges_api.status_info import PREFIX, refused
from app.problems import ApiProblem
from app.submissions import Submission, media_type_of
from app.verification import TooBusy, Verification
from verifier.limits import LIMITS
from verifier.timestamps import MalformedTimestamp, read_timestamp

router = APIRouter(prefix=PREFIX, tags=["Open Badges API"])

CREDENTIALS = f"{PREFIX}/credentials"
MOST_BYTES = LIMITS.credential_bytes

_JSON = "application/json"
_TOKEN = "text/plain"  # noqa: S105 - a media type
_MEDIA_TYPES = {Form.JSON: _JSON, Form.JWS: _TOKEN}
_READ_AS = {
    _JSON: Form.JSON,
    "application/vc+ld+json": Form.JSON,
    "application/ld+json": Form.JSON,
    "application/vc": Form.JSON,
    _TOKEN: Form.JWS,
    "application/jwt": Form.JWS,
    "application/vc+jwt": Form.JWS,
}
_PRIVATE = {"Cache-Control": "private, no-store"}
_DESCRIPTION_KEPT_FOR = timedelta(hours=1)

_OBJECT = {"schema": {"type": "object"}}
_TEXT = {"schema": {"type": "string"}}
_A_BADGE: dict[str, Any] = {_JSON: _OBJECT, _TOKEN: _TEXT}
_BADGE_BODY = {"requestBody": {"required": True, "content": dict.fromkeys(_READ_AS, _OBJECT)}}
_PROFILE_BODY = {"requestBody": {"required": True, "content": {_JSON: _OBJECT}}}
_LIST: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Badges with an embedded proof under `credential`, tokens under "
        "`compactJwsString`. `Link` and `X-Total-Count` tell of the others.",
        "content": {
            _JSON: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "credential": {"type": "array", "items": {"type": "object"}},
                        "compactJwsString": {"type": "array", "items": {"type": "string"}},
                    },
                }
            }
        },
    }
}


def _moment(written: str | None) -> datetime | None:
    """Read a time; the specification's own syntax has no zone."""
    if written is None:
        return None
    try:
        return read_timestamp(written, assume_utc=True)
    except MalformedTimestamp:
        raise ValueError("not a time") from None


@router.get(
    "/discovery",
    summary="Service description",
    response_class=Response,
    responses={
        200: {"description": "OpenAPI 3.0.", "content": {_JSON: _OBJECT}},
        304: {"description": "Not changed."},
        **refused(429),
    },
)
async def discovery(services: PartsOfService, request: Request) -> Response:
    """Describe what is offered here, and where a program registers: no token needed."""
    body = service_description(services.settings.public_url)
    return cacheable(request, body, _JSON, kept_for=_DESCRIPTION_KEPT_FOR)


@router.get(
    "/credentials",
    summary="The learner's badges",
    response_class=Response,
    responses={**_LIST, **refused(400, 401, 403, 429)},
)
def credentials(
    services: PartsOfService,
    account: ReadableAccount,
    limit: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    since: Annotated[datetime | None, BeforeValidator(_moment), Query()] = None,
) -> Response:
    """Give badges that schools here issued, and imported ones, newest first, byte by byte."""
    wanted = Wanted(limit, offset, since)
    found = badges_of(services, account, wanted)
    headers = {**_PRIVATE, "X-Total-Count": str(found.total)}
    link = links(f"{services.settings.public_url}{CREDENTIALS}", wanted, found.total)
    if link is not None:
        headers["Link"] = link
    return Response(found.as_json(), headers=headers, media_type=_JSON)


@router.post(
    "/credentials",
    summary="Add or replace a badge",
    response_class=Response,
    openapi_extra=_BADGE_BODY,
    responses={
        200: {"description": "It replaced the badge it equals, or is here.", "content": _A_BADGE},
        201: {"description": "It is new.", "content": _A_BADGE},
        **refused(400, 401, 403, 413, 415, 429, 503),
    },
)
async def upsert_credential(
    services: PartsOfService, account: WritableAccount, request: Request
) -> Response:
    """Keep a badge whose signature holds; the answer is the badge as it was sent."""
    form = _READ_AS.get(media_type_of(request))
    if form is None:
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", "Send application/json, or text/plain for JWS.")
    body = await request.body()
    if (form is Form.JSON) != body.lstrip().startswith(b"{"):
        raise ApiProblem("MALFORMED_BODY", "The body is not what its Content-Type says.")
    verification: Verification = request.app.state.verification
    submission = Submission(body=body)
    try:
        imported = await import_badge(
            services, verification, account, submission, as_it_stands=True
        )
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy
    return Response(body, 201 if imported.is_new else 200, _PRIVATE, media_type=_MEDIA_TYPES[form])


@router.get(
    "/profile",
    summary="The learner's profile",
    response_class=Response,
    responses={
        200: {"description": "A Profile.", "content": {_JSON: _OBJECT}},
        **refused(401, 403, 429),
    },
)
def profile(services: PartsOfService, account: ProfileReader) -> Response:
    """Give the profile that a program wrote, else the address that was proven."""
    return Response(profile_json(services, account), headers=_PRIVATE, media_type=_JSON)


@router.put(
    "/profile",
    summary="Replace the learner's profile",
    response_class=Response,
    openapi_extra=_PROFILE_BODY,
    responses={
        200: {"description": "The Profile as it was sent.", "content": {_JSON: _OBJECT}},
        **refused(400, 401, 403, 413, 415, 429),
    },
)
async def put_profile(
    services: PartsOfService, account: ProfileWriter, request: Request
) -> Response:
    """Keep a whole profile. Nobody checks what it says."""
    if _READ_AS.get(media_type_of(request)) is not Form.JSON:
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", "Send the profile as application/json.")
    body = await request.body()
    kept = await run_in_threadpool(keep_profile, services, account, body)
    return Response(kept, headers=_PRIVATE, media_type=_JSON)
