"""The credential issuer's endpoints (OpenID4VCI 1.0): one set for each issuer's path."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import JSONResponse, Response

from app.dependencies import PartsOfService
from app.http.documents import chosen
from app.http.oauth import OAUTH_REFUSALS
from app.http.openapi import public_refusals
from app.oauth.errors import FOR_EVERYBODY, NEVER_KEPT
from app.oauth.tokens import permitted
from app.oid4vci.answering import DEFERRED, answer_deferred, answer_request
from app.oid4vci.configurations import CONFIGURATIONS
from app.oid4vci.credential_request import read_body
from app.oid4vci.encryption import MEDIA_TYPE as ENCRYPTED
from app.oid4vci.encryption import answer_key, opened_request
from app.oid4vci.metadata import issuer_metadata
from app.oid4vci.nonces import new_nonce
from app.oid4vci.notifying import note_event
from app.oid4vci.offers import opened_offer
from app.oid4vci.signed_metadata import MEDIA_TYPE as SIGNED
from app.oid4vci.signed_metadata import signed_issuer_metadata
from app.services import Services
from contexts import JsonObject

ISSUERS = tuple(dict.fromkeys(each.issuer for each in CONFIGURATIONS))
"""The paths of the credential issuers that are served."""

_WELL_KNOWN = "/.well-known/openid-credential-issuer"
_REFUSALS: dict[int | str, dict[str, Any]] = {**OAUTH_REFUSALS, **public_refusals()}
_ANSWER_HEADERS = {**NEVER_KEPT, **FOR_EVERYBODY}


async def whole_body(request: Request) -> bytes:
    """Read the body, which app.body_limit bounds."""
    return await request.body()


Body = Annotated[bytes, Depends(whole_body)]
Secret = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{43}$")]

router = APIRouter(tags=["wallets"])


@router.get(
    "/oid4vci/offers/{secret}",
    summary="Read an offer",
    response_class=JSONResponse,
    responses=public_refusals(404),
)
def read_offer(
    services: PartsOfService,
    secret: Secret,
    login: Annotated[Literal["1"] | None, Query(description="Offer the way by login too.")] = None,
) -> Response:
    """Give an offer to a wallet, with a fresh code each time."""
    document = opened_offer(services, secret, with_login=login is not None)
    return JSONResponse(document, headers=_ANSWER_HEADERS)


def _json_body(example: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


_CREDENTIAL_REQUEST = _json_body(
    {
        "credential_configuration_id": "OpenBadgeCredential_ldp_vc",
        "proofs": {"jwt": ["eyJ0eXAiOiJvcGVuaWQ0dmNpLXByb29mK2p3dCJ9…"]},
    }
)
_DEFERRED_REQUEST = _json_body({"transaction_id": "8xLOxBtZp8…"})
_NOTIFICATION = _json_body({"notification_id": "3fwe98js…", "event": "credential_accepted"})


def _serve_issuer(path: str) -> None:
    """Add the endpoints of one credential issuer."""

    async def read_metadata(services: PartsOfService, request: Request) -> Response:
        """Describe what wallets can get here, in which formats, with which proofs.

        Signed where `Accept` asks for application/jwt.
        """
        return _metadata(services, request, path)

    async def make_nonce(services: PartsOfService) -> Response:
        """Give a fresh c_nonce for proofs of keys; good for one request."""
        return JSONResponse({"c_nonce": new_nonce(services)}, headers=_ANSWER_HEADERS)

    def give_credential(services: PartsOfService, request: Request, body: Body) -> Response:
        """Give a copy of the credential for each key that is proven.

        What is not issued yet is answered with 202 and a transaction_id.
        """
        grant = permitted(request, services)
        return _credentials(
            services, request, body, partial(answer_request, services, grant, issuer=path)
        )

    def give_deferred(services: PartsOfService, request: Request, body: Body) -> Response:
        """Give what was not issued yet when the wallet first asked."""
        grant = permitted(request, services)
        return _credentials(services, request, body, partial(answer_deferred, services, grant))

    def take_notification(services: PartsOfService, request: Request, body: Body) -> Response:
        """Note what a wallet tells of the copies it was given; telling it again does no harm."""
        note_event(services, permitted(request, services), body)
        return Response(status_code=204, headers=_ANSWER_HEADERS)

    described: dict[str, Any] = {"response_class": JSONResponse, "responses": _REFUSALS}
    documents: dict[str, Any] = {"response_class": JSONResponse, "responses": public_refusals()}
    # Inserted since draft 16; earlier drafts append it to the path.
    for place in dict.fromkeys((f"{_WELL_KNOWN}{path}", f"{path}{_WELL_KNOWN}")):
        router.get(place, summary="The credential issuer's metadata", **documents)(read_metadata)
    base = f"{path}/oid4vci"
    router.post(f"{base}/nonce", summary="Get a nonce", **documents)(make_nonce)
    router.post(
        f"{base}/credential",
        summary="Get credentials into a wallet",
        openapi_extra=_CREDENTIAL_REQUEST,
        **described,
    )(give_credential)
    router.post(
        f"{base}/deferred",
        summary="Get credentials that had to wait",
        openapi_extra=_DEFERRED_REQUEST,
        **described,
    )(give_deferred)
    router.post(
        f"{base}/notification",
        summary="Tell what became of credentials",
        status_code=204,
        openapi_extra=_NOTIFICATION,
        responses=_REFUSALS,
        response_class=Response,
    )(take_notification)


def _metadata(services: Services, request: Request, path: str) -> Response:
    headers = {**FOR_EVERYBODY, "Vary": "Accept"}
    if chosen(request, ("application/json", SIGNED)) == SIGNED:
        signed = signed_issuer_metadata(services, path)
        return Response(signed, headers=headers, media_type=SIGNED)
    return JSONResponse(issuer_metadata(services, path), headers=headers)


def _credentials(
    services: Services, request: Request, body: bytes, answer: Callable[[bytes], JsonObject]
) -> Response:
    """Answer a request, decrypting it and encrypting the answer where the wallet wants so."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_encrypted = media_type == ENCRYPTED
    plain = opened_request(services, body) if is_encrypted else body
    wanted = read_body(plain).get("credential_response_encryption")
    key = answer_key(wanted, was_encrypted=is_encrypted)  # before a nonce is used up
    content = answer(plain)
    status = 202 if DEFERRED in content else 200
    if key is None:
        return JSONResponse(content, status, headers=_ANSWER_HEADERS)
    sealed = key.encrypted(content)
    return Response(sealed, status, headers=_ANSWER_HEADERS, media_type=ENCRYPTED)


for issuer_path in ISSUERS:
    _serve_issuer(issuer_path)
