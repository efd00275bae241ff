"""How a registry is read: as fresh as its operator's reader asks, and pinned to what he fixed."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import NoReturn

from contexts import Engine, JsonObject, JsonValue, engine_in_use
from contexts.shapes.remembering import BoundedMemory
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, shown, undecided
from verifier.keys import AnyPublicKey
from verifier.limits import Limits
from verifier.resources import Kind
from verifier.securing import jose
from verifier.trust import NotConsulted, TrustJudgement

CHECK = "issuer"

_MOST, _MOST_BYTES, _LONGEST = 256, 1024 * 1024, 128 * 1024
"""Documents of registries and programmes that are kept as they were read, the longest excepted."""
_READ: BoundedMemory[tuple[bytes, Limits], JsonObject] = BoundedMemory(_MOST, _MOST_BYTES)


class Assurance(Enum):
    """Why the content of a registry is believed."""

    DIGEST = "digest"
    """It is exactly what the operator has pinned."""
    SIGNATURE = "signature"
    """It is signed by a key, or an issuer, that the operator has pinned."""
    CHAIN = "chain"
    """An unbroken chain of signed statements leads to what the operator has pinned."""
    ADDRESS = "address"
    """It came from the address that the operator has chosen, by https, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """One document of a registry, and what the operator has fixed of it."""

    name: str
    """The registry, for the reader."""
    url: str
    max_age: timedelta
    """How old a copy may be."""


def read_pinned(pinned: Pinned, inquiry: Inquiry) -> bytes:
    """Give the document as it was fetched; raise Judged when it is missing or too old."""
    resource = inquiry.fetched(pinned.url, Kind.REGISTRY, CHECK)
    if inquiry.now > resource.fetched_at + pinned.max_age + inquiry.limits.clock_skew:
        raise undecided(
            "REGISTRY_STALE",
            f"The copy of {pinned.name} is from {resource.fetched_at.isoformat()}, older than this "
            "verifier's operator allows, and no newer one could be had.",
            registry=pinned.name,
            url=pinned.url,
            date=resource.fetched_at.isoformat(),
        )
    return resource.body


def check_digest(pinned: Pinned, body: bytes, sha256: str) -> None:
    """Raise Judged unless the document is the one the operator has pinned."""
    if hashlib.sha256(body).hexdigest() != sha256.lower():
        raise undecided(
            "REGISTRY_ALTERED",
            f"{pinned.name} is not the document that this verifier's operator has pinned. The "
            "operator has to look at it before it counts again.",
            registry=pinned.name,
            url=pinned.url,
        )


def check_signature(name: str, token: jose.CompactJws, keys: tuple[AnyPublicKey, ...]) -> None:
    """Raise Judged unless one of the pinned keys signed; a key in the token itself counts never."""
    stopped: Judged | None = None
    for key in keys:
        try:
            jose.check_algorithm(token)
            jose.check_signature(token, key)
        except Judged as judged:
            stopped = judged
        else:
            return
    wrong_signature(name, stopped.problem.detail if stopped else "no key was pinned")


def wrong_signature(name: str, why: str) -> NoReturn:
    """Raise Judged: what calls itself the registry was not signed by whom it should be."""
    raise undecided(
        "REGISTRY_SIGNATURE_WRONG",
        f"What was found as {name} is not signed by whom this verifier's operator expects: {why}",
        registry=name,
    )


def malformed(name: str, why: str) -> Judged:
    """Say that a registry cannot be understood."""
    return undecided(
        "REGISTRY_MALFORMED", f"{name} cannot be used: {why.rstrip('.')}.", registry=name
    )


def read_long(name: str, body: bytes, inquiry: Inquiry) -> JsonObject:
    """Read a JSON object that is longer than any credential; raise Judged.

    It is shared: nobody may change it.
    """
    if len(body) > _LONGEST or engine_in_use() is Engine.PLAIN:
        return _read(name, body, inquiry.limits)
    known = _READ.get((body, inquiry.limits))
    if known is not None:
        return known
    return _READ.keep((body, inquiry.limits), _read(name, body, inquiry.limits), len(body))


def _read(name: str, body: bytes, limits: Limits) -> JsonObject:
    most = limits.listed
    try:
        return read_object(body, replace(limits, members=most, values=most))
    except Judged as stopped:
        raise malformed(name, stopped.problem.detail) from stopped


def said(entry: JsonObject, **members: str) -> dict[str, str]:
    """Take texts out of an entry under our names, short and printable; others are left out."""
    found: dict[str, str] = {}
    for ours, theirs in members.items():
        value: JsonValue = entry.get(theirs)
        if isinstance(value, str) and value.strip():
            found[ours] = shown(value.strip(), 300)
    return found


def not_consulted(name: str, kind: str, stopped: Judged) -> TrustJudgement:
    """Say that a registry could not be asked, which is not the same as "unknown there"."""
    cause = NotConsulted(name, stopped.problem.code, stopped.problem.detail)
    return TrustJudgement(known=False, name=None, source=name, kind=kind, not_consulted=(cause,))
