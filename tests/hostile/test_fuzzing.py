"""Every parser of strangers' bytes gives a value or one of its named errors, whatever it is fed.

Some examples in every run; `make fuzz MINUTES=10` for many, see CONTRIBUTING.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzz import what_is_wrong
from tests.hostile.mutating import corpus, found, mutated
from tests.hostile.parsers import PARSERS

piece = st.builds(
    lambda whole, start, length: whole[start : start + length],
    st.sampled_from(corpus()),
    st.integers(0, 3_000),
    st.integers(0, 2_000),
)
hostile_bytes = st.lists(piece | st.binary(max_size=20), max_size=5).map(b"".join)
BEGINNINGS = ("", "did:web:", "did:key:z6Mk", "did:jwk:eyJ", "https://[::", "2026-01-01T", "uH4s")
hostile_text = st.builds(
    lambda start, rest: (start + rest).encode("utf-8", "replace"),
    st.sampled_from(BEGINNINGS),
    st.text(max_size=100),
)


@pytest.mark.parametrize("name", PARSERS)
@given(data=hostile_bytes | hostile_text)
def test_pieces_of_the_corpus(name: str, data: bytes) -> None:
    assert what_is_wrong(PARSERS[name], data) is None


@pytest.mark.parametrize("name", PARSERS)
def test_changed_files_of_the_corpus(name: str) -> None:
    chance = random.Random(name)  # noqa: S311  # nothing secret
    for _ in range(40):
        data = mutated(chance)
        assert what_is_wrong(PARSERS[name], data) is None, data[:200]


@pytest.mark.parametrize("name", PARSERS)
def test_what_fuzzing_once_found(name: str) -> None:
    assert [data[:200] for data in found() if what_is_wrong(PARSERS[name], data)] == []


def test_a_parser_that_breaks_is_noticed() -> None:
    assert what_is_wrong(lambda data: 1 // len(data), b"1") is None
    assert str(what_is_wrong(lambda data: 1 // len(data), b"")).startswith("ZeroDivisionError at ")
