"""Multikey texts against did:key identifiers of the specifications."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.keys import MalformedKey, PublicKey, SecretKeyPublished
from verifier.multikey import (
    base58btc_decode,
    base58btc_encode,
    decode_multikey,
    encode_multikey,
    multibase_encode,
)

# W3C Data Integrity EdDSA, test vectors, key pair.
ED25519 = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
# Controlled Identifiers 1.0, section 2.2.2, example of P-256; ECDSA vectors for P-384.
P256 = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
P384 = "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ"


@pytest.mark.parametrize(
    ("text", "kind", "length"), [(ED25519, "Ed25519", 32), (P256, "P-256", 33), (P384, "P-384", 49)]
)
def test_a_published_key_is_read_and_written_back(text: str, kind: str, length: int) -> None:
    key = decode_multikey(text)
    assert (key.kind, len(key.raw)) == (kind, length)
    assert encode_multikey(key.kind, key.raw) == text


@pytest.mark.parametrize("prefix", [b"\x80\x26", b"\x86\x26", b"\x87\x26"])
def test_a_published_private_key_is_called_one(prefix: bytes) -> None:
    with pytest.raises(SecretKeyPublished):
        decode_multikey(multibase_encode(prefix + bytes(32)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "u7QEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "z0OIl",
        ED25519[:-1],
        multibase_encode(b"\xed\x01" + bytes(31)),
        multibase_encode(b"\xec\x01" + bytes(32)),
        "z" + "2" * 5000,
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(MalformedKey):
        decode_multikey(text)


def test_a_point_off_the_curve_is_refused() -> None:
    off_curve = b"\x02" + bytes(31) + b"\x01"  # x = 1 has no y on P-256
    with pytest.raises(MalformedKey, match="not on the curve"):
        decode_multikey(multibase_encode(b"\x80\x24" + off_curve))


def test_a_key_of_the_wrong_length_is_not_written() -> None:
    with pytest.raises(MalformedKey):
        encode_multikey("Ed25519", bytes(31))


def test_keys_are_values() -> None:
    assert decode_multikey(ED25519) == PublicKey("Ed25519", decode_multikey(ED25519).raw)


@given(st.binary(max_size=80))
def test_base58_round_trip(data: bytes) -> None:
    assert base58btc_decode(base58btc_encode(data)) == data
