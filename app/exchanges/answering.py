"""Answer a wallet's messages, until it has its credential.

Three openings are known. A bare presentation, signed for the challenge of the link: the Learner
Credential Wallet's own request, answered with the bare credential. An empty message: answered with
the credential as the school issued it, or, where the exchange is to bind, with a request for a
proof. A presentation in `verifiablePresentation`: the answer to that request. (VCALM, section 3.6.)
"""

from __future__ import annotations

import asyncio

import orjson

from app.claims.claiming import note_claimed
from app.db import credentials, exchanges
from app.exchanges.beginning import open_exchange
from app.exchanges.exchange import Exchange, ExchangeEnded
from app.exchanges.proving import PRESENTATION, proof_in, proven
from app.holder_copies.givable import require_givable
from app.holder_copies.issuing import copy_for
from app.services import Services
from app.verification import Verification
from contexts import JsonObject
from issuer.holder_binding import DID_METHODS, Holder
from issuer.model.credential import Format
from issuer.model.holder_copy import Channel, CopyFormat

_CONTEXT = "https://www.w3.org/ns/credentials/v2"


async def answer_message(
    services: Services, verification: Verification, secret: str, message: JsonObject
) -> JsonObject:
    """Answer one message to an exchange.

    What no wallet is led to any more is refused as it was begun: WrongState, CredentialEnded.
    Raises NotFound, ExchangeEnded, PresentationRefused, UnusableHolderKey, TooBusy, and what
    `copy_for` raises.
    """
    exchange = await asyncio.to_thread(open_exchange, services, secret)
    proof = proof_in(message, exchange, services.settings.public_url)
    if proof is None and exchange.bound:
        return _request_for_proof(exchange, services.settings.public_url)
    if proof is None:
        return _offering(await asyncio.to_thread(_hand_out_unbound, services, exchange))
    holder = await proven(services, verification, exchange, proof)
    credential = await asyncio.to_thread(_hand_out, services, exchange, holder, proof.channel)
    return credential if proof.channel is Channel.LCW else _offering(credential)


def _request_for_proof(exchange: Exchange, public_url: str) -> JsonObject:
    """Ask for a proof of the wallet's key (VCALM, section 3.4.4, DIDAuthentication)."""
    query = {
        "type": "DIDAuthentication",
        "acceptedMethods": [{"method": method.removeprefix("did:")} for method in DID_METHODS],
        "acceptedCryptosuites": [
            {"cryptosuite": name}
            for name in ("eddsa-rdfc-2022", "ecdsa-rdfc-2019", "Ed25519Signature2020")
        ],
    }
    return {
        "verifiablePresentationRequest": {
            "query": [query],
            "challenge": exchange.challenge,
            "domain": public_url,
        }
    }


def _hand_out(
    services: Services, exchange: Exchange, holder: Holder, channel: Channel
) -> JsonObject:
    """Give this holder its copy; asked again after a lost answer, the same one."""
    _keep_for(services, exchange, holder.thumbprint)
    copy = copy_for(
        services,
        exchange.credential_id,
        holder=holder,
        copy_format=CopyFormat.LDP_VC,
        channel=channel,
    )
    if copy.signed is None:
        raise ExchangeEnded("The copy is not signed yet. Send the same again.")
    _note_taken(services, exchange)
    return _read(copy.signed.body)


def _hand_out_unbound(services: Services, exchange: Exchange) -> JsonObject:
    """Give the credential as the school issued it, while wallets are led to it."""
    _keep_for(services, exchange, "")
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, exchange.credential_id)
    require_givable(credential, services.clock.now())
    bodies = {document.format: document.body for document in credential.documents}
    _note_taken(services, exchange)
    return _read(bodies[Format.DATA_INTEGRITY])


def _keep_for(services: Services, exchange: Exchange, holder: str) -> None:
    """Let the exchange be this holder's alone. Raises ExchangeEnded when it is another's."""
    lookup = services.vault.lookup(holder, purpose=f"holder of exchange {exchange.id}")
    with services.database.write() as connection:
        if not exchanges.finish(connection, exchange.id, lookup, now=services.clock.now()):
            raise ExchangeEnded("This was used by another wallet. Begin anew on the page.")


def _note_taken(services: Services, exchange: Exchange) -> None:
    """Count the credential as taken: only once there is something to hand out."""
    with services.database.write() as connection:
        note_claimed(connection, services, exchange.credential_id)


def _offering(credential: JsonObject) -> JsonObject:
    return {
        "verifiablePresentation": {
            "@context": [_CONTEXT],
            "type": [PRESENTATION],
            "verifiableCredential": [credential],
        }
    }


def _read(body: bytes) -> JsonObject:
    document: JsonObject = orjson.loads(body)
    return document
