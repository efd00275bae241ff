"""Where wallets fetch a request and send their answer: OpenID4VP 1.0, sections 5.10 and 8.2."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.dependencies import PartsOfService
from app.http.openapi import public_refusals
from app.http.showing import openid4vp as showing
from app.oid4vp.answering import take_answer
from app.oid4vp.client_id import DID_PATH
from app.oid4vp.form_fields import form_fields
from app.oid4vp.question import Request as PresentationRequest
from app.oid4vp.request_object import MEDIA_TYPE, client_id_of, request_object
from app.oid4vp.requests import naming_of, request_of_handle
from app.oid4vp.response import BadResponse
from app.problems import ApiProblem
from app.services import Services
from app.submissions import media_type_of
from app.verification import TooBusy, Verification
from issuer.errors import NotFound

router = APIRouter(tags=["presentation requests"])

_FOR_WALLETS = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
"""Some wallets are web pages; nothing here depends on who is logged in."""
_FORM = "application/x-www-form-urlencoded"
_LONGEST_WALLET_NONCE = 256

Handle = Annotated[str, Path(min_length=1, max_length=64)]


@router.get(
    "/openid4vp/requests/{handle}",
    summary="Request of a wallet",
    response_class=Response,
    responses=showing.REQUEST_OBJECT,
)
def fetch_request(services: PartsOfService, handle: Handle) -> Response:
    """Give the authorization request as a signed JWT (RFC 9101)."""
    return _request_object(services, handle, None)


@router.post(
    "/openid4vp/requests/{handle}",
    summary="Request of a wallet, with its nonce",
    response_class=Response,
    openapi_extra=showing.WALLET_NONCE,
    responses={**showing.REQUEST_OBJECT, **public_refusals(400, 413, 415)},
)
async def fetch_request_by_post(
    services: PartsOfService, request: Request, handle: Handle
) -> Response:
    """Give the same with the wallet's own `wallet_nonce` in it; `wallet_metadata` is not needed."""
    try:
        fields = await _fields(request)
    except BadResponse as bad:
        raise ApiProblem("BAD_REQUEST", str(bad)) from None
    nonce = fields.get("wallet_nonce")
    if nonce is not None and not 0 < len(nonce) <= _LONGEST_WALLET_NONCE:
        raise ApiProblem("BAD_REQUEST", f"A nonce has at most {_LONGEST_WALLET_NONCE} letters.")
    return await run_in_threadpool(_request_object, services, handle, nonce)


@router.post(
    "/openid4vp/responses/{handle}",
    summary="Answer of a wallet",
    response_class=JSONResponse,
    openapi_extra=showing.RESPONSE,
    responses=showing.ANSWERED,
)
async def take_response(services: PartsOfService, request: Request, handle: Handle) -> Response:
    """Take a wallet's answer by `direct_post` or `direct_post.jwt`, once.

    What is answered says nothing of the verdict: that is for who asked.
    """
    verification: Verification = request.app.state.verification
    try:
        taken = await take_answer(services, verification, handle, await _fields(request))
    except BadResponse as bad:
        told = {"error": "invalid_request", "error_description": str(bad)}
        return JSONResponse(told, 400, _FOR_WALLETS)
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy
    back = f"{services.settings.public_url}/present/{handle}?response_code={taken.response_code}"
    return JSONResponse({"redirect_uri": back}, headers=_FOR_WALLETS)


@router.get(
    DID_PATH,
    summary="Key of requests to wallets",
    response_class=JSONResponse,
    responses=showing.DID_DOCUMENT,
)
def verifier_did(services: PartsOfService) -> Response:
    """Give the DID document behind `decentralized_identifier:did:web:…`.

    404 where the service is not reached by https: its DID then holds the key itself.
    """
    naming = naming_of(services)
    if not naming.did().startswith("did:web:"):
        raise NotFound("The DID of this verifier needs no document.")
    return JSONResponse(
        naming.did_document(), headers=_FOR_WALLETS, media_type="application/did+json"
    )


def _request_object(services: Services, handle: str, wallet_nonce: str | None) -> Response:
    found = request_of_handle(services, handle)
    _check_open(found, services)
    return Response(
        request_object(found, naming_of(services), wallet_nonce),
        media_type=MEDIA_TYPE,
        headers=_FOR_WALLETS,
    )


def _check_open(found: PresentationRequest, services: Services) -> None:
    """Hand out neither what is over nor what is not signed: that is in its link."""
    if not found.is_open(services.clock.now()):
        raise NotFound("This request is over. Ask for a new one.")
    if not client_id_of(found, naming_of(services)).signed:
        raise NotFound("This request is not signed; its link holds all of it.")


async def _fields(request: Request) -> dict[str, str]:
    if media_type_of(request) != _FORM:
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", f"Wallets send {_FORM}.")
    return await run_in_threadpool(form_fields, await request.body())
