"""Find out whether a wallet holds the key that it names (OpenID4VCI 1.0, appendix F)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from contexts import JsonObject, JsonValue
from issuer.errors import UnusableHolderKey
from issuer.holder_binding import Holder, holder_of_jwk, holder_of_method
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.securing.jose import CompactJws, check_algorithm, check_signature, read_compact

TYPE = "openid4vci-proof+jwt"
FRESH_FOR = timedelta(minutes=5)
"""Clocks of phones are wrong; what really stops old proofs is the nonce."""

_KEYS = ("kid", "jwk", "x5c")
_LONGEST = 16_384


class KeyProofRefused(Exception):
    """The proof does not show what it should; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a proof has to say."""

    audience: str
    """The credential issuer's identifier."""
    algorithms: tuple[str, ...]
    is_client: Callable[[str], bool]
    """Says whether `iss` names the wallet that is asking; an anonymous one has no name."""
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyProof:
    """What a proof shows."""

    holder: Holder
    nonce: str
    """Whether it is one of ours, and unused, the caller finds out."""
    attestation: JsonValue
    """What its header says of the wallet's provider; None where there is nothing."""
    departures: frozenset[str]
    """Where it departs from the specification in a way that was allowed: `typ`, `iat`, `iss`."""


def check_key_proof(
    text: str, expected: Expected, *, allowed: frozenset[str] = frozenset()
) -> KeyProof:
    """Check a proof of the type jwt. Raises KeyProofRefused.

    `allowed` names the departures of older wallets that are let through; signature, audience and
    nonce are always asked for.
    """
    if len(text) > _LONGEST:
        raise KeyProofRefused("It is too long.")
    try:
        token = read_compact(text)
        if check_algorithm(token) not in expected.algorithms:
            raise KeyProofRefused("Its alg is not among those that the metadata lists.")
        holder = _holder(token.header, expected.now)
        check_signature(token, holder.key)
        claims = read_object(token.payload)
    except Judged as stopped:
        raise KeyProofRefused(stopped.problem.detail) from None
    departures = frozenset(_departures(token, claims, expected))
    if departures - allowed:
        raise KeyProofRefused(_SENTENCES[min(departures - allowed)])
    return KeyProof(
        holder=holder,
        nonce=_nonce(claims, expected),
        attestation=token.header.get("key_attestation"),
        departures=departures,
    )


_SENTENCES: Mapping[str, str] = {
    "typ": f"Its typ has to be {TYPE}.",
    "iat": "Its iat is missing, too old, or from the future.",
    "iss": "Its iss is not the client, or stands where the wallet is anonymous.",
}


def _holder(header: JsonObject, now: datetime) -> Holder:
    named = [name for name in _KEYS if name in header]
    if len(named) != 1:
        raise KeyProofRefused("Its header names the key once: by kid or jwk.")
    try:
        match named[0], header[named[0]]:
            case "kid", str(method):
                return holder_of_method(method, now=now)
            case "jwk", dict(jwk):
                return holder_of_jwk(jwk)
    except UnusableHolderKey as error:
        raise KeyProofRefused(error.sentence) from None
    raise KeyProofRefused("Its key has to be a DID URL in kid, or a public key in jwk.")


def _departures(token: CompactJws, claims: JsonObject, expected: Expected) -> list[str]:
    found = []
    if token.header.get("typ") != TYPE:
        found.append("typ")
    if not _is_fresh(claims.get("iat"), expected.now):
        found.append("iat")
    if "iss" in claims and not expected.is_client(str(claims["iss"])):
        found.append("iss")
    return found


def _is_fresh(issued_at: object, now: datetime) -> bool:
    if not isinstance(issued_at, int | float) or isinstance(issued_at, bool):
        return False
    return abs(now.timestamp() - issued_at) <= FRESH_FOR.total_seconds()


def _nonce(claims: JsonObject, expected: Expected) -> str:
    audience = claims.get("aud")
    if audience not in (expected.audience, [expected.audience]):
        raise KeyProofRefused(f"Its aud has to be {expected.audience}.")
    for name, sign in (("exp", 1), ("nbf", -1)):
        moment = claims.get(name, expected.now.timestamp())
        if not isinstance(moment, int | float) or (
            sign * (expected.now.timestamp() - moment) > FRESH_FOR.total_seconds()
        ):
            raise KeyProofRefused(f"Its {name} says that it does not count now.")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        raise KeyProofRefused("Its nonce is missing: get one from the nonce endpoint.")
    return nonce
