"""Status lists that came by before: the same bytes are read, checked and inflated once.

One list serves a whole school for minutes, so most verifications look into bytes that were looked
into before. Only what follows from the bytes alone is remembered, under their digest: what they
say, under which key their signature fits, and the bits. Whose key it is, and every time, are asked
each time anew.
"""

from dataclasses import replace
from typing import NamedTuple

import orjson

from contexts import Engine, JsonObject, engine_in_use
from contexts.shapes.remembering import BoundedMemory
from verifier.formats import Parsed
from verifier.keys import AnyPublicKey
from verifier.limits import Limits
from verifier.parse import parse
from verifier.resources import Fetched
from verifier.status_list import StatusList

_MOST = 64
"""Lists. Strangers fill this memory: it is bounded in number and size, and the oldest leave."""
_MOST_BYTES = 16 * 1024 * 1024


class Fit(NamedTuple):
    """A signature of a document, the key it fits, and whether all contexts were admitted."""

    document: str
    """Its digest."""
    proof: bytes
    key: AnyPublicKey
    sandbox: bool


class Encoded(NamedTuple):
    """The bits of a list as they are published, and how they are to be read."""

    document: str
    """Its digest."""
    multibase: bool
    most_bytes: int


_READ: BoundedMemory[tuple[str, Limits], Parsed] = BoundedMemory(_MOST, _MOST_BYTES)
_FITTING: BoundedMemory[Fit, bool] = BoundedMemory(_MOST, _MOST_BYTES)
_DECODED: BoundedMemory[Encoded, StatusList] = BoundedMemory(_MOST, _MOST_BYTES)


def read_list(resource: Fetched, limits: Limits) -> Parsed:
    """Read a list credential; raise Judged. It is shared: nobody may change it."""
    if engine_in_use() is Engine.PLAIN:
        return parse(resource.body, limits)
    digest = resource.digest
    known = _READ.get((digest, limits))
    if known is not None:
        return known
    parsed = replace(parse(resource.body, limits), digest=digest)
    return _READ.keep((digest, limits), parsed, len(resource.body))


def fit_of(parsed: Parsed, proof: JsonObject, key: AnyPublicKey, *, sandbox: bool) -> Fit | None:
    """Name the question whether a proof fits; None for documents that are not remembered."""
    if not parsed.digest:
        return None
    return Fit(parsed.digest, orjson.dumps(proof), key, sandbox)


def is_known(fit: Fit | None) -> bool:
    """Tell whether the signature was found to fit before."""
    return fit is not None and _FITTING.get(fit) is True


def remember(fit: Fit | None) -> None:
    """Remember that the signature fits."""
    if fit is not None:
        _FITTING.keep(fit, value=True, size=len(fit.proof))


def decoded(parsed: Parsed, encoded: str, *, multibase: bool, most_bytes: int) -> StatusList:
    """Inflate the bits of a list; raise MalformedStatusList."""
    decode = StatusList.decode if multibase else StatusList.decode_plain
    if not parsed.digest:
        return decode(encoded, most_bytes)
    asked = Encoded(parsed.digest, multibase, most_bytes)
    known = _DECODED.get(asked)
    if known is not None:
        return known
    found = decode(encoded, most_bytes)
    return _DECODED.keep(asked, found, len(found.bits))
