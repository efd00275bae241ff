"""Write an SD-JWT: a signed token of which the holder may leave parts out (RFC 9901, section 4).

Salts are handed in, because randomness is an argument here; each must be fresh and of 128 random
bits, in base64url, for whoever guesses a salt can guess what was left out.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from contexts import JsonObject, JsonValue
from verifier.multibase import base64url_encode
from verifier.securing.jose import compact, signing_input
from verifier.securing.sd_jwt import DEFAULT_HASH, HASHES

Path = Sequence[str | int]
"""From the top to one value: names of properties, positions in arrays."""
Sign = Callable[[bytes], bytes]
"""Signs the bytes of a token as its `alg` says."""


class NoSuchValue(ValueError):
    """There is nothing at the path that was to be made disclosable."""


@dataclass(frozen=True, slots=True)
class Concealed:
    """A payload with digests in place of values, and what discloses them."""

    payload: JsonObject
    disclosures: tuple[str, ...]


def secure_sd_jwt(
    payload: JsonObject,
    header: JsonObject,
    paths: Sequence[Path],
    *,
    salts: Iterator[str],
    sign: Sign,
) -> str:
    """Sign a payload and give it with all its disclosures, as the holder keeps it.

    `header` has the `alg` by which `sign` signs, the `typ`, and what names the key.
    Raises NoSuchValue.
    """
    concealed = conceal(payload, paths, salts)
    data = signing_input(header, concealed.payload)
    return "~".join((compact(data, sign(data)), *concealed.disclosures, ""))


def conceal(payload: JsonObject, paths: Sequence[Path], salts: Iterator[str]) -> Concealed:
    """Put digests in place of the values at the paths; raise NoSuchValue.

    A value inside another one that is disclosable too is disclosed on its own (section 4.2.6).
    """
    whole = deepcopy(payload)
    # The deepest first, so that a disclosure holds the digests of those inside it.
    disclosures = [
        _replace(whole, path, salts) for path in sorted(paths, key=lambda path: -len(path))
    ]
    if disclosures:
        whole["_sd_alg"] = DEFAULT_HASH
    return Concealed(whole, tuple(disclosures))


def _replace(whole: JsonObject, path: Path, salts: Iterator[str]) -> str:
    *way, last = path
    place: JsonValue = whole
    for step in way:
        place = _step(place, step, path)
    value = _step(place, last, path)
    if isinstance(place, list):
        disclosure = _disclosure([next(salts), value])
        place[int(last)] = {"...": _digest(disclosure)}
        return disclosure
    disclosure = _disclosure([next(salts), last, value])
    del place[last]
    # In the order of the digests, so that it tells nothing of the order of the values.
    place["_sd"] = sorted([*place.get("_sd", []), _digest(disclosure)])
    return disclosure


def _step(place: JsonValue, step: str | int, path: Path) -> JsonValue:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list) and isinstance(step, int) and 0 <= step < len(place):
        return place[step]
    raise NoSuchValue(f"There is no value at {'.'.join(map(str, path))}.")


def _disclosure(parts: list[JsonValue]) -> str:
    return base64url_encode(json.dumps(parts, ensure_ascii=False).encode())


def _digest(disclosure: str) -> str:
    return base64url_encode(HASHES[DEFAULT_HASH](disclosure.encode("ascii")))
