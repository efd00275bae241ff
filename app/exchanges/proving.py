"""A wallet's proof of its key: a presentation without credentials, signed for one exchange."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from app.exchanges.exchange import Exchange, PresentationRefused
from app.services import Services
from app.verification import Verification
from contexts import JsonObject
from issuer.holder_binding import Holder, holder_of_method
from issuer.model.holder_copy import Channel
from issuer.presented_proof import was_made, why_not_passed
from verifier import PresentationRequest
from verifier.data_model import as_list, holder_of
from verifier.timestamps import read_timestamp

PRESENTATION = "VerifiablePresentation"


@dataclass(frozen=True, slots=True)
class Proof:
    """A presentation that is to prove a key, and what it has to be signed for."""

    presentation: JsonObject
    request: PresentationRequest
    channel: Channel


def proof_in(message: JsonObject, exchange: Exchange, public_url: str) -> Proof | None:
    """Find the presentation in a message. Raises PresentationRefused for any other content."""
    if message.get("type") in (PRESENTATION, [PRESENTATION]):
        # The Learner Credential Wallet signs for no domain: the challenge is this exchange's own.
        return Proof(message, PresentationRequest(exchange.challenge), Channel.LCW)
    wrapped = message.get("verifiablePresentation")
    if isinstance(wrapped, dict):
        request = PresentationRequest(exchange.challenge, public_url)
        return Proof(wrapped, request, Channel.VC_API)
    if message:
        raise PresentationRefused(
            "Send an empty object, or a presentation that is signed for this exchange."
        )
    return None


async def proven(
    services: Services, verification: Verification, exchange: Exchange, proof: Proof
) -> Holder:
    """Have the presentation judged, and give the holder whose key signed it."""
    presentation, now = proof.presentation, services.clock.now()
    if presentation.get("verifiableCredential"):
        raise PresentationRefused("Send a presentation without credentials: only a key is asked.")
    report = await verification.verify_document(
        orjson.dumps(presentation), now=now, request=proof.request
    )
    if (why := why_not_passed(report)) is not None:
        raise PresentationRefused(why)
    _require_recent(presentation, exchange)
    holder = holder_of_method(report.facts.verification_method or "", now=now)
    if not holder.did == holder_of(presentation) == report.facts.holder_id:
        raise PresentationRefused("The presentation's holder is not whose key signed it.")
    return holder


def _require_recent(presentation: JsonObject, exchange: Exchange) -> None:
    """Refuse a proof that says it was made before it was asked for, or later than now."""
    for proof in as_list(presentation.get("proof", [])):
        created = proof.get("created")
        if created and not was_made(
            read_timestamp(created, assume_utc=True),
            since=exchange.began_at,
            until=exchange.expires_at,
        ):
            raise PresentationRefused("The presentation was not made now. Is the clock right?")
