"""The story of sealing: sign, stamp, keep the evidence, stamp all of it.

The private key, the time stamp authority and the revocation data are handed in: nothing here
fetches. Whoever seals checks the result with the verifier before it is released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from issuer.sealing.draft import SealDraft, SealKey, TimeForm, draft_seal
from issuer.sealing.sealed import SealedCredential, without
from verifier.securing.jades import Evidence, Level
from verifier.securing.pki.timestamp_exchange import (
    TimestampRefused,
    timestamp_request,
    token_of_response,
)


class SealSigner(SealKey, Protocol):
    """The private half of a seal's key, wherever it lives, with its certificates."""

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign each SHA-256 digest as it is; RSA signatures as such, ECDSA as r‖s (RFC 7518)."""


class TimestampService(Protocol):
    """A time stamp authority within reach."""

    def answer_all(self, requests: Sequence[bytes]) -> Sequence[bytes | None]:
        """Carry requests (RFC 3161, DER) there and the responses back, in order.

        None where no response was to be had; whoever asks goes on with the others.
        """


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

    def stamp_all(self, messages: Mapping[int, bytes]) -> dict[int, bytes]:
        """Give time stamp tokens over messages, those that are to be had.

        Raises TimestampRefused.
        """
        nonces = {place: self.nonces() for place in messages}
        requests = [timestamp_request(messages[place], nonces[place]) for place in messages]
        responses = zip(messages, self.timestamps.answer_all(requests), strict=True)
        return {
            place: token_of_response(response, messages[place], nonces[place])
            for place, response in responses
            if response is not None
        }


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
    (sealed,) = seal_all([payload], signer, services, now, options)
    if sealed is None:
        raise TimestampRefused("the authority does not answer")
    return sealed


def seal_all(
    payloads: Sequence[bytes],
    signer: SealSigner,
    services: SealServices | None,
    now: datetime,
    options: SealOptions = AS_EUROPASS,
) -> list[SealedCredential | None]:
    """Seal many credentials with one call to the signer, which may be a device that is slow.

    Gives None for those that got no time stamp; the others are not held up. `services` may be None
    for level B without a content time stamp. Raises ValueError when they are missing,
    TimestampRefused, and what the signer raises.
    """
    drafts = dict(_drafts(payloads, signer, services, now, options))
    signatures = signer.sign([draft.digest for draft in drafts.values()])
    sealed = {
        place: SealedCredential.of(draft, signature)
        for (place, draft), signature in zip(drafts.items(), signatures, strict=True)
    }
    if options.level is not Level.B:
        sealed = _raised(sealed, signer, _needed(services), options.level)
    return [sealed.get(place) for place in range(len(payloads))]


def _drafts(
    payloads: Sequence[bytes],
    signer: SealSigner,
    services: SealServices | None,
    now: datetime,
    options: SealOptions,
) -> Iterator[tuple[int, SealDraft]]:
    """Draft the seals, each with the time stamp over its content where that is asked for."""
    asked, form = options.content_timestamp, options.time_form
    tokens = _needed(services).stamp_all(dict(enumerate(payloads))) if asked else {}
    for place, payload in enumerate(payloads):
        if not asked:
            yield place, draft_seal(payload, signer, now, time_form=form)
        elif place in tokens:
            own = [tokens[place]]
            yield place, draft_seal(payload, signer, now, time_form=form, content_tokens=own)


_Sealed: TypeAlias = dict[int, SealedCredential]
"""By the place of the payload."""


def _raised(sealed: _Sealed, signer: SealSigner, services: SealServices, level: Level) -> _Sealed:
    """Add what the level asks for, one step on the other (TS 119 182-1, 6)."""
    tokens = services.stamp_all({place: each.timestamp_message for place, each in sealed.items()})
    sealed = {place: sealed[place].with_timestamp(token) for place, token in tokens.items()}
    if level is Level.T or not sealed:
        return sealed
    # After the time stamps, so that what it tells of revocation is younger than every seal.
    evidence = without(services.evidence(), signer.certificates)
    sealed = {place: each.with_evidence(evidence) for place, each in sealed.items()}
    if level is Level.LT:
        return sealed
    tokens = services.stamp_all({place: each.archive_message for place, each in sealed.items()})
    return {place: sealed[place].with_archive_timestamp(token) for place, token in tokens.items()}


def _needed(services: SealServices | None) -> SealServices:
    if services is None:
        raise ValueError("A time stamp needs an authority: hand in the services, or seal at B.")
    return services
