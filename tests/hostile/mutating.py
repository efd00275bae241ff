"""Makes a new input out of old ones: cut, joined, flipped, repeated, spiced with awkward pieces.

The corpus is files: every example under tests/vectors, every hostile input of the table, and what
fuzzing once found, in tests/hostile/corpus.
"""

import base64
import copy
import itertools
import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.hostile import (
    contexts_and_graphs,
    encodings,
    files,
    json_shapes,
    pasted_texts,
    pictures,
    proofs,
    sd_jwts,
)
from tests.hostile.case import Case, Sent
from tests.hostile.web import HostileWeb

ROOT = Path(__file__).parents[1]
FOUND = Path(__file__).parent / "corpus"
_LONGEST = 40_000
_KINDS: list[dict[str, Case]] = [
    encodings.CASES,
    json_shapes.SHAPES,
    json_shapes.NUMBERS,
    contexts_and_graphs.CONTEXTS,
    proofs.CASES,
    sd_jwts.CASES,
    pictures.CASES,
    pasted_texts.CASES,
    files.CASES,
]
_SPICES = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b'"', b"\\u0000"),
    *(b"{", b"}", b"[", b"]", b":", b",", b"~", b".", b"null", b"1e999", b"-0", b"\\ud800"),
    *(b"PK\x01\x02", b"PK\x05\x06", b"IHDR", b"iTXt", b"IEND", b"obj", b"endstream", b"<!ENTITY"),
    *(b"eyJ", b"did:key:z", b"did:web:", b"https://[", b"@context", b"@type", b"proof", b"u", b"z"),
    *(
        b"\x9f",
        b"\xbf",
        b"\xd9\xff\xff",
        b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xff\xff\xff\xff",
    ),
    *(b";", b"\t", b"sep=", b"=1+1", b"https://school.example/1.json", "\u202e".encode()),
)
_AWKWARD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63, 10**30, 1.5, float("inf"), "", " ", [], {}, [[]], [None]),
    *(
        {"@value": 1},
        {"@id": None},
        {"@list": []},
        {"@type": []},
        "did:key:z",
        "did:web:",
        "https://",
    ),
    *("\ud800", "z" * 5000, "2026-13-99T99:99:99Z", "u", "data:,", "urn:uuid:", "\0"),
)
_BASE64 = re.compile(rb"[A-Za-z0-9_-]{16,4000}")


@cache
def corpus() -> tuple[bytes, ...]:
    """Read every file and make every hostile input, each cut to some kilobytes."""
    read = [path.read_bytes() for path in sorted((ROOT / "vectors").rglob("*")) if path.is_file()]
    made = [_made(case) for kind in _KINDS for case in kind.values()]
    return tuple(data[:_LONGEST] for data in (*read, *made, *found()))


def found() -> list[bytes]:
    """Give what fuzzing once found."""
    return [path.read_bytes() for path in sorted(FOUND.glob("*.bin"))]


def mutated(chance: random.Random) -> bytes:
    """Take a file of the corpus, and change it in a few ways."""
    data = chance.choice(corpus())
    way = chance.randrange(4)
    if way == 0:
        data = _in_json(data, chance)
    elif way == 1:
        data = _in_base64(data, chance)
    return data if way == 0 and chance.randrange(4) else _bytes_changed(data, chance)


def _in_json(data: bytes, chance: random.Random) -> bytes:
    """Put awkward values in the place of some of a document's."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return data
    for times in (300, *(1,) * chance.choice((0, 0, 1, 4))):  # many times many would never end
        _replace_one(value, chance, times)
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _replace_one(value: Any, chance: random.Random, times: int) -> None:  # noqa: ANN401  # JSON is anything
    """Go down to some member, and change it; what is no container stays."""
    while isinstance(value, dict | list) and value:
        key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        below = value[key]
        if not isinstance(below, dict | list) or not below or not chance.randrange(4):
            ways = (
                copy.deepcopy(chance.choice(_AWKWARD)),
                [below],
                {"id": below},
                [below] * times,
                str(below),
            )
            value[key] = chance.choice(ways)
            return
        value = below


def _in_base64(data: bytes, chance: random.Random) -> bytes:
    """Change what one run of base64url holds: headers, payloads, keys, lists."""
    runs = list(itertools.islice(_BASE64.finditer(data), 50))
    if not runs:
        return data
    run = chance.choice(runs)
    text = run.group()
    inside = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4) if len(text) % 4 != 1 else b"")
    changed = _in_json(inside, chance) if inside[:1] in b"{[" else _bytes_changed(inside, chance)
    written = base64.urlsafe_b64encode(changed).rstrip(b"=")
    return data[: run.start()] + written + data[run.end() :]


def _bytes_changed(unchanged: bytes, chance: random.Random) -> bytes:
    data = bytearray(unchanged)
    for _ in range(chance.choice((0, 1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        _change(data, at, chance)
    return bytes(data[: 2 * _LONGEST])


def _change(data: bytearray, at: int, chance: random.Random) -> None:
    match chance.randrange(7):
        case 0:
            del data[at : at + chance.choice((1, 2, 8, 300))]
        case 1:
            data[at:at] = chance.choice(_SPICES) * chance.choice((1, 1, 1, 3, 500))
        case 2 if at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        case 3:
            data[at : at + 4] = chance.randbytes(4)
        case 4:
            piece = data[at : at + chance.choice((1, 16, 400))]
            data[at:at] = piece * chance.choice((1, 2, 40))
        case 5:
            other = chance.choice(corpus())
            start = chance.randrange(len(other) + 1)
            data[at : at + 16] = other[start : start + chance.choice((4, 64, 2000))]
        case _:
            del data[at:]


def _made(case: Case) -> bytes:
    made = case.make(HostileWeb())
    return made.body if isinstance(made, Sent) else made
