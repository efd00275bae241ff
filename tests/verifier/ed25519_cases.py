"""Write tests/vectors/ed25519/edge-cases.json: `python -m tests.verifier.ed25519_cases`.

Signatures at the edges of RFC 8032, made from the curve's definition (5.1) with plain arithmetic,
slow and in no constant time: for test keys only. A key or nonce may get a part of small order
added, which no honest signer has, and any of them may be written with a coordinate too large.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "vectors/ed25519/edge-cases.json"

Point = tuple[int, int]

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
NOTHING: Point = (0, 1)


def plus(a: Point, b: Point) -> Point:
    (ax, ay), (bx, by) = a, b
    both = D * ax * bx * ay * by
    x = (ax * by + bx * ay) * pow(1 + both, -1, P) % P
    return x, (ay * by + ax * bx) * pow(1 - both, -1, P) % P


def times(number: int, point: Point) -> Point:
    total = NOTHING
    while number:
        if number & 1:
            total = plus(total, point)
        point, number = plus(point, point), number >> 1
    return total


BASE: Point = (
    0x216936D3CD6E53FEC0A4E231FDD6DC5C692CC7609525A7B2C9562D608F25D51A,
    0x6666666666666666666666666666666666666666666666666666666666666658,
)
ORDER_EIGHT: Point = (
    0x1FD5B9A006394A28E933993238DE4ABB5C193C7013E5E238DEA14646C545D14A,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
)


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


def written(point: Point, *, excess: int = 0, sign: int | None = None) -> bytes:
    """Encode a point (5.1.2), or as nobody should: y too large, or the sign of a zero set."""
    x, y = point
    return number(y + excess | (x & 1 if sign is None else sign) << 255)


def challenge(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


SECRET, NONCE = challenge(b"a test key"), challenge(b"a test nonce")
KEY, ONCE = times(SECRET, BASE), times(NONCE, BASE)
ODD_KEY, ODD_ONCE = plus(KEY, ORDER_EIGHT), plus(ONCE, ORDER_EIGHT)


@dataclass(frozen=True)
class Made:
    """A signature in the making: R and A as points and as they are written, their secrets."""

    key: bytes = written(KEY)
    secret: int = SECRET
    once: bytes = written(ONCE)
    nonce: int = NONCE
    excess: int = 0
    """Added to S: a multiple of L changes nothing in the equation."""
    hashed_once: bytes = b""
    """R as it stands in the hash, where that is not how it is written."""

    def case(self, *, residue: int | None = None) -> dict[str, Any]:
        """Sign the first message whose challenge leaves `residue` when divided by eight.

        That decides whether parts of small order cancel out: with a residue of 0 they do.
        """
        for attempt in range(1000):
            message = b"Dokazilo %d" % attempt
            k = challenge(self.hashed_once or self.once, self.key, message)
            if residue in (None, k % 8):
                s = (self.nonce + k * self.secret) % L + self.excess
                return {
                    "publicKey": self.key.hex(),
                    "message": message.hex(),
                    "signature": (self.once + number(s)).hex(),
                }
        raise AssertionError("no such message")


_SMALL_KEY = Made(written(ORDER_EIGHT), secret=0)
_IDENTITY: dict[str, Any] = {"once": written(NOTHING), "nonce": 0}
_TOO_LARGE: dict[str, Any] = {"once": written(NOTHING, excess=P), "nonce": 0}
_ODD_KEY = written(ODD_KEY)

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "ordinary": ("fits", Made().case()),
    "A of order 8, R the identity, S = 0": (
        "small order",
        Made(written(ORDER_EIGHT), 0, **_IDENTITY).case(residue=0),
    ),
    "A of order 8, R ordinary": ("small order", _SMALL_KEY.case(residue=0)),
    "A of order 8, R ordinary, parts left over": ("cofactored", _SMALL_KEY.case(residue=3)),
    "A ordinary, R the identity": ("small order", Made(**_IDENTITY).case()),
    "A ordinary, R of order 8": ("cofactored", Made(once=written(ORDER_EIGHT), nonce=0).case()),
    "A ordinary, R of mixed order": ("cofactored", Made(once=written(ODD_ONCE)).case()),
    "A of mixed order, R the identity": (
        "small order",
        Made(_ODD_KEY, **_IDENTITY).case(residue=0),
    ),
    "A of mixed order, R ordinary": ("fits", Made(_ODD_KEY).case(residue=0)),
    "A of mixed order, R ordinary, parts left over": (
        "cofactored",
        Made(_ODD_KEY).case(residue=3),
    ),
    "A and R of mixed order": ("fits", Made(_ODD_KEY, once=written(ODD_ONCE)).case(residue=7)),
    "A and R of mixed order, parts left over": (
        "cofactored",
        Made(_ODD_KEY, once=written(ODD_ONCE)).case(residue=2),
    ),
    "A the identity, y too large": (
        "small order",
        Made(written(NOTHING, excess=P), secret=0).case(),
    ),
    "A the identity, sign of zero": ("small order", Made(written(NOTHING, sign=1), 0).case()),
    "R the identity, y too large": ("cofactored", Made(**_TOO_LARGE).case()),
    "R the identity, y too large, hashed as it should be written": (
        "no",
        Made(**_TOO_LARGE, hashed_once=written(NOTHING)).case(),
    ),
    "R the identity, sign of zero": (
        "cofactored",
        Made(once=written(NOTHING, sign=1), nonce=0).case(),
    ),
    "S + L": ("no", Made(excess=L).case()),
    "S + 14 L, its highest bits set": ("no", Made(excess=14 * L).case()),
    "A mirrored": ("no", Made().case() | {"publicKey": written((P - KEY[0], KEY[1])).hex()}),
    "A no point of the curve": ("no", Made().case() | {"publicKey": number(2).hex()}),
    "R and S zero": ("no", Made().case() | {"signature": bytes(64).hex()}),
}
"""Name to verdict, as the README beside the file explains them."""

if __name__ == "__main__":
    cases = [{"name": name, "verdict": verdict, **case} for name, (verdict, case) in CASES.items()]
    FILE.write_text(json.dumps(cases, indent=2) + "\n", encoding="utf-8")
