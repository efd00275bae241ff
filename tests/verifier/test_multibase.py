"""Multibase: one value, one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.multibase import (
    MalformedMultibase,
    base58btc_decode,
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


@given(st.binary(max_size=120))
def test_base58_round_trip(data: bytes) -> None:
    text = base58btc_encode(data)
    assert text == plain_base58(data)
    assert base58btc_decode(text) == data


def plain_base58(data: bytes) -> str:
    """Write base58btc digit by digit, as the draft describes it."""
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = alphabet[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


@pytest.mark.parametrize("text", ["0", "a0", "O1", "I", "l", "a b", "é", "zé", "\ud800"])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(MalformedMultibase):
        base58btc_decode(text)


@pytest.mark.parametrize(
    "text",
    ["QQ==", "QQ=", "Q", "QR", "Q Q", "QQ\n", "Q+8", "Q/8", "é", "\ud800", "AAAAQR", "AAAAAAB"],
)
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
