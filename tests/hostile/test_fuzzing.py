"""Every parser of strangers' bytes gives a value or its one named error, whatever it is fed.

A few examples in every run; ten minutes of them as CONTRIBUTING.md says. The corpus is the table of
hostile inputs itself: examples are cut and joined from its pieces.
"""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fetching import Refused, check_url
from app.reading import read_pasted
from tests.hostile import (
    contexts_and_graphs,
    encodings,
    files,
    json_shapes,
    pasted_texts,
    proofs,
    sd_jwts,
)
from tests.hostile.case import Case, Sent
from tests.hostile.web import HostileWeb
from verifier.identifiers import locate
from verifier.inflating import MalformedStatusList
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.keys import MalformedKey
from verifier.limits import LIMITS
from verifier.multikey import decode_multikey
from verifier.parse import parse
from verifier.securing.jose import read_compact
from verifier.status_list import StatusList
from verifier.timestamps import MalformedTimestamp, read_timestamp

KINDS: list[dict[str, Case]] = [
    encodings.CASES,
    json_shapes.SHAPES,
    json_shapes.NUMBERS,
    contexts_and_graphs.CONTEXTS,
    proofs.CASES,
    sd_jwts.CASES,
    pasted_texts.CASES,
    files.CASES,
]


def short_bytes(case: Case) -> bytes:
    """Give the first few kilobytes of a hostile input."""
    made = case.make(HostileWeb())
    return (made.body if isinstance(made, Sent) else made)[:4_000]


CORPUS = [short_bytes(case) for kind in KINDS for case in kind.values()]
piece = st.builds(
    lambda whole, start, length: whole[start : start + length],
    st.sampled_from(CORPUS),
    st.integers(0, 3_000),
    st.integers(0, 2_000),
)
hostile_bytes = st.lists(piece | st.binary(max_size=20), max_size=5).map(b"".join)
hostile_text = st.text(max_size=300) | st.sampled_from(
    ["did:web:", "did:key:z6Mk", "did:jwk:eyJ", "https://", "https://[::", "2026-01-01T", "uH4sI"]
).flatmap(lambda start: st.text(max_size=100).map(lambda rest: start + rest))

OF_BYTES: dict[str, Callable[[bytes], object]] = {
    "pasted": read_pasted,
    "json": read_json,
    "credential": lambda data: parse(data, LIMITS),
}
OF_TEXT: dict[str, Callable[[str], object]] = {
    "token": read_compact,
    "identifier": locate,
    "multikey": decode_multikey,
    "status list": lambda text: StatusList.decode(text, 1 << 20),
    "timestamp": read_timestamp,
    "address": check_url,
}
NAMED_ERRORS = (Judged, MalformedKey, MalformedStatusList, MalformedTimestamp, Refused)


@pytest.mark.parametrize("name", OF_BYTES)
@given(data=hostile_bytes)
def test_bytes(name: str, data: bytes) -> None:
    with contextlib.suppress(*NAMED_ERRORS):
        OF_BYTES[name](data)


@pytest.mark.parametrize("name", OF_TEXT)
@given(text=hostile_text)
def test_text(name: str, text: str) -> None:
    with contextlib.suppress(*NAMED_ERRORS):
        OF_TEXT[name](text)
