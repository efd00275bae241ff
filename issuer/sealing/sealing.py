"""The story of sealing: sign, stamp, keep the evidence, stamp all of it.

The private key, the time stamp authority and the revocation data are handed in: nothing here
fetches. Whoever seals checks the result with the verifier before it is released.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from issuer.sealing.draft import SealKey, TimeForm, draft_seal
from issuer.sealing.sealed import SealedCredential, without
from verifier.securing.jades import Evidence, Level
from verifier.securing.pki.timestamp_exchange import timestamp_request, token_of_response


class SealSigner(SealKey, Protocol):
    """The private half of a seal's key, wherever it lives, with its certificates."""

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign each SHA-256 digest as it is; RSA signatures as such, ECDSA as r‖s (RFC 7518)."""


class TimestampService(Protocol):
    """A time stamp authority within reach."""

    def answer(self, request: bytes) -> bytes:
        """Carry a request (RFC 3161, DER) there and the response back."""


@dataclass(frozen=True, slots=True)
class SealOptions:
    """How to seal."""

    level: Level = Level.LTA
    time_form: TimeForm = TimeForm.IAT
    content_timestamp: bool = False
    """Also stamp the content before it is sealed (`adoTst`), as Europass does."""


Nonces = Callable[[], int]
"""Give a fresh random number for a time stamp request."""
EvidenceSource = Callable[[], Evidence]
"""Give certificates and revocation data for the paths of signer and time stamps, as of now."""


@dataclass(frozen=True, slots=True)
class SealServices:
    """What a seal above level B needs from outside."""

    timestamps: TimestampService
    nonces: Nonces
    evidence: EvidenceSource

    def stamp(self, message: bytes) -> bytes:
        """Give a time stamp token over a message. Raises TimestampRefused."""
        nonce = self.nonces()
        response = self.timestamps.answer(timestamp_request(message, nonce))
        return token_of_response(response, message, nonce)


AS_EUROPASS = SealOptions()
"""Level LTA, the time as `iat`."""


def seal(
    payload: bytes,
    signer: SealSigner,
    services: SealServices | None,
    now: datetime,
    options: SealOptions = AS_EUROPASS,
) -> SealedCredential:
    """Seal one credential. Raises TimestampRefused, and what the signer raises."""
    return seal_all([payload], signer, services, now, options)[0]


def seal_all(
    payloads: Sequence[bytes],
    signer: SealSigner,
    services: SealServices | None,
    now: datetime,
    options: SealOptions = AS_EUROPASS,
) -> list[SealedCredential]:
    """Seal many credentials with one call to the signer, which may be a device that is slow.

    `services` may be None for level B without a content time stamp. Raises ValueError when they are
    missing, TimestampRefused, and what the signer raises.
    """
    drafts = [
        draft_seal(
            payload,
            signer,
            now,
            time_form=options.time_form,
            content_tokens=(
                [_needed(services).stamp(payload)] if options.content_timestamp else []
            ),
        )
        for payload in payloads
    ]
    signatures = signer.sign([draft.digest for draft in drafts])
    sealed = [
        SealedCredential.of(draft, signature)
        for draft, signature in zip(drafts, signatures, strict=True)
    ]
    if options.level is Level.B:
        return sealed
    return [_raised(each, signer, _needed(services), options.level) for each in sealed]


def _raised(
    sealed: SealedCredential, signer: SealSigner, services: SealServices, level: Level
) -> SealedCredential:
    """Add what the level asks for, one step on the other (TS 119 182-1, 6)."""
    sealed = sealed.with_timestamp(services.stamp(sealed.timestamp_message))
    if level is Level.T:
        return sealed
    # After the time stamp, so that what it tells of revocation is younger than the seal.
    sealed = sealed.with_evidence(without(services.evidence(), signer.certificates))
    if level is Level.LT:
        return sealed
    return sealed.with_archive_timestamp(services.stamp(sealed.archive_message))


def _needed(services: SealServices | None) -> SealServices:
    if services is None:
        raise ValueError("A time stamp needs an authority: hand in the services, or seal at B.")
    return services
