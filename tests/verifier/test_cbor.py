"""CBOR, strictly: RFC 8949's examples, and every other spelling refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.disclosing import cbor
from verifier.cbor import MalformedCbor, decode_cbor

# RFC 8949, appendix A.
EXAMPLES = [
    ("00", 0),
    ("17", 23),
    ("1818", 24),
    ("1903e8", 1000),
    ("1a000f4240", 1_000_000),
    ("1b000000e8d4a51000", 1_000_000_000_000),
    ("40", b""),
    ("4401020304", b"\1\2\3\4"),
    ("60", ""),
    ("6449455446", "IETF"),
    ("62c3bc", "ü"),
    ("80", []),
    ("8301820203820405", [1, [2, 3], [4, 5]]),
    ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", list(range(1, 26))),
    ("a0", {}),
    ("a201020304", {1: 2, 3: 4}),
]


@pytest.mark.parametrize(("encoded", "value"), EXAMPLES)
def test_examples_of_the_rfc(encoded: str, value: object) -> None:
    assert decode_cbor(bytes.fromhex(encoded)) == value


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "1817",  # not the shortest form
        "190001",
        "1a00000001",
        "1b0000000000000001",
        "580101",
        "0000",  # something follows
        "41",  # too short
        "9a00ffffff",
        "9bffffffffffffffff",
        "5bffffffffffffffff",
        "20",  # negative
        "61ff",  # text that is not UTF-8
        "c100",  # tag
        "f6",  # null
        "f93c00",  # float
        "9fff",  # indefinite
        "5f4100ff",
        "bf0102ff",
        "1c",  # reserved
        "a2010201ff",
        "a201020103",  # a key twice
        "a1410102",  # a key that is no number
        "818181818180",  # nested too deep
    ],
)
def test_everything_else_is_refused(encoded: str) -> None:
    with pytest.raises(MalformedCbor):
        decode_cbor(bytes.fromhex(encoded))


VALUES = st.recursive(
    st.integers(0, 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 999), inner),
    max_leaves=5,
)


@given(VALUES)
def test_what_is_encoded_is_read_back(value: object) -> None:
    with suppress(MalformedCbor):  # nested too deep
        assert decode_cbor(cbor(value)) == value


@given(st.binary(max_size=40))
def test_any_bytes_have_one_spelling_or_none(data: bytes) -> None:
    with suppress(MalformedCbor):
        assert cbor(decode_cbor(data)) == data
