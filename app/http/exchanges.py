"""Exchanges: a wallet is handed a credential, by deep link, QR code or VC-API."""

from __future__ import annotations

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db import credentials
from app.dependencies import CredentialIdInPath, Issuer, PartsOfService
from app.exchanges.answering import answer_message
from app.exchanges.beginning import begin_exchange, open_exchange
from app.exchanges.leading import leading_to
from app.exchanges.protocols import protocols_of
from app.http.bodies.exchanges import ExchangeAnswer, Message, NewExchange, Protocols
from app.http.openapi import api_body_refusals, public_refusals
from app.http.vc_api_route import VcApiRoute, bounded_work
from app.json_body import StrictJsonRoute
from app.verification import Verification

_SECRET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


router = APIRouter()
api = APIRouter(prefix="/api/v1/credentials", tags=["credentials"], route_class=StrictJsonRoute)
wallets = APIRouter(prefix="/exchanges", tags=["wallets"], route_class=VcApiRoute)


@api.post(
    "/{credential_id}/exchanges",
    summary="Begin an exchange with a wallet",
    responses=api_body_refusals(404, 409),
)
def begin(
    services: PartsOfService,
    actor: Issuer,
    credential_id: CredentialIdInPath,
    body: NewExchange,
    response: Response,
) -> ExchangeAnswer:
    """Give addresses at which one wallet is handed this credential, for ten minutes. Scope: issue.

    For whoever shows the learner a QR code of their own. The claim page has one already.
    """
    own = actor.organisation_id
    with services.database.read() as connection:
        credentials.get(connection, services.vault, credential_id, organisation_id=own)
    exchange = begin_exchange(services, credential_id, bound=body.bound)
    response.headers.update(_SECRET)
    return ExchangeAnswer.model_validate(leading_to(services, exchange), from_attributes=True)


@wallets.post(
    "/{secret}",
    summary="Take part in an exchange (VC-API)",
    responses={410: {"description": "Over."}, **public_refusals(400, 404, 409, 413, 415, 422, 503)},
    response_model=Message,
)
async def take_part(
    request: Request, services: PartsOfService, secret: str, body: Message
) -> Response:
    """Answer a wallet's message; in the end with the credential, bound to its key if it proved one.

    An empty message opens the exchange. A presentation signed for the exchange's challenge is
    answered with the copy for its holder: bare, if it came bare, as the Learner Credential Wallet
    sends it.
    """
    verification: Verification = request.app.state.verification
    with bounded_work():
        answer = await answer_message(services, verification, secret, body.root)
    return Response(_entity_safe(answer), 200, _SECRET, "application/json")


@wallets.get(
    "/{secret}/protocols",
    summary="See how to take part",
    responses={410: {"description": "Over."}, **public_refusals(404, 409)},
)
def protocols(services: PartsOfService, secret: str, response: Response) -> Protocols:
    """Name the protocols of an exchange, each with its address (VCALM, section 3.7.2)."""
    exchange = open_exchange(services, secret)
    response.headers.update(_SECRET)
    return Protocols(protocols=protocols_of(services, exchange))


def _entity_safe(answer: object) -> bytes:
    """Write JSON without "&": the Learner Credential Wallet decodes HTML entities before it reads.

    A text with "&amp;" in it would reach it changed, and the signature would not fit.
    """
    return orjson.dumps(answer).replace(b"&", b"\\u0026")


router.include_router(api)
router.include_router(wallets)
