"""Multibase: one value, one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.multibase import (
    MalformedMultibase,
    base58btc_encode,
    base64url_decode,
    base64url_encode,
    multibase_decode,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # draft-msporny-base58, section 5
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base58_known_answers(data: bytes, text: str) -> None:
    assert base58btc_encode(data) == text
    assert multibase_decode("z" + text) == data


@pytest.mark.parametrize("text", ["QQ==", "QQ=", "Q", "QR", "Q Q", "QQ\n", "Q+8", "é"])
def test_base64url_has_one_spelling(text: str) -> None:
    with pytest.raises(MalformedMultibase):
        base64url_decode(text)


@pytest.mark.parametrize("text", ["", "m", "f00", "Zz"])
def test_other_bases_are_refused(text: str) -> None:
    with pytest.raises(MalformedMultibase):
        multibase_decode(text)


@given(st.binary(max_size=200))
def test_base64url_round_trip(data: bytes) -> None:
    assert base64url_decode(base64url_encode(data)) == data


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        multibase_decode(text)
    except MalformedMultibase:
        return
