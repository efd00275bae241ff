"""What anyone may fetch: DID documents, status lists, and signed credentials by their page."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from app import publishing
from app.db import credentials
from app.dependencies import IdInPath, PartsOfService
from app.http.downloads import FOR_EVERYBODY, PageToken, download
from app.http.openapi import public_refusals
from app.list_publishing import recent_list
from app.list_times import SHARED_CACHES
from app.recent import at_hand_or_read
from app.services import Services
from app.takeaway.european import twin_of_page
from issuer.errors import NotFound
from issuer.model.credential import Format

router = APIRouter(tags=["documents"])

Slug = Annotated[str, Path(pattern="^[a-z0-9-]{1,100}$")]


@router.get(
    "/profiles/{slug}/did.json",
    summary="DID document of a profile",
    response_class=Response,
    responses=public_refusals(404),
)
def did_document(services: PartsOfService, request: Request, slug: Slug) -> Response:
    """Give the keys that sign in a profile's name (did:web)."""
    document = publishing.did_document_of(services, slug)
    body = json.dumps(document, ensure_ascii=False).encode()
    media_type = chosen(request, ("application/did+json", "application/json"))
    return cacheable(request, body, media_type)


@router.get(
    "/status-lists/{list_id}",
    summary="Status list",
    response_class=Response,
    responses={304: {"description": "Not changed."}, **public_refusals(404)},
)
async def status_list(services: PartsOfService, request: Request, list_id: IdInPath) -> Response:
    """Give the signed Bitstring Status List: which credentials are revoked or suspended."""
    published = await at_hand_or_read(recent_list, services, list_id)
    # Foreign readers look for "json" in the type unless they ask for application/vc.
    offered = ("application/json", "application/vc", "application/ld+json")
    return cacheable(request, published.body, chosen(request, offered), kept_for=SHARED_CACHES)


@router.get(
    "/c/{page_token}.json",
    summary="Signed credential, JSON-LD",
    response_class=Response,
    responses=public_refusals(404),
)
def credential_json(services: PartsOfService, request: Request, page_token: PageToken) -> Response:
    """Give the signed badge behind a learner's page, as the bytes that were signed."""
    body = _signed(services, page_token, Format.DATA_INTEGRITY)
    offered = (
        "application/json",
        "application/vc+ld+json",
        "application/vc",
        "application/ld+json",
    )
    return download(body, chosen(request, offered), "micro-credential.json")


@router.get(
    "/c/{page_token}.jwt",
    summary="Signed credential, VC-JWT",
    response_class=Response,
    responses=public_refusals(404),
)
def credential_jwt(services: PartsOfService, request: Request, page_token: PageToken) -> Response:
    """Give the same badge as a compact JWS."""
    body = _signed(services, page_token, Format.VC_JWT)
    offered = ("text/plain", "application/jwt", "application/vc+jwt")
    return download(body, chosen(request, offered), "micro-credential.jwt")


@router.get(
    "/c/{page_token}.jsonld",
    summary="European Digital Credential",
    response_class=Response,
    responses=public_refusals(404),
)
def european_credential(services: PartsOfService, page_token: PageToken) -> Response:
    """Give the same award as a sealed European Digital Credential, as Europass reads it.

    404 while it is not sealed: a school needs a seal for it, and it takes some seconds.
    """
    found = twin_of_page(services, page_token)
    return download(found.body, "application/ld+json", found.file_name)


def chosen(request: Request, offered: tuple[str, ...]) -> str:
    """Choose the first type that the Accept header names; else the first one offered."""
    accepted = request.headers.get("accept", "").lower()
    named = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return next((each for each in offered if each in named), offered[0])


def cacheable(
    request: Request, body: bytes, media_type: str, *, kept_for: timedelta = publishing.KEPT_FOR
) -> Response:
    """Answer with an entity tag, or with 304 to who has the same already (RFC 9110, 13.1.2)."""
    # A strong tag is that of one representation, its type included (RFC 9110, 8.8.1).
    etag = f'"{hashlib.sha256(media_type.encode() + body).hexdigest()[:32]}"'
    headers = {
        **FOR_EVERYBODY,
        "Cache-Control": f"public, max-age={int(kept_for.total_seconds())}",
        "ETag": etag,
        "Vary": "Accept",
    }
    known = {tag.strip().removeprefix("W/") for tag in _if_none_match(request)}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def _if_none_match(request: Request) -> list[str]:
    return request.headers.get("if-none-match", "").split(",")


def _signed(services: Services, page_token: str, form: Format) -> bytes:
    with services.database.read() as connection:
        credential = credentials.by_page_token(connection, services.vault, page_token)
    for document in credential.documents:
        if document.format is form:
            return document.body
    raise NotFound("This credential has no document of this form.")
