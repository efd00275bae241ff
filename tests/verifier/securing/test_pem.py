"""Public keys in PEM."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.verifier.makers import EC_KEY, KEY, P384_KEY
from tests.verifier.open_badges_2.making import pem, rsa_key
from verifier.judgement import Judged
from verifier.keys import (
    MalformedKey,
    PublicKey,
    RsaPublicKey,
    SecretKeyPublished,
    UnknownKeyKind,
)
from verifier.securing.pem import judged_pem, read_pem


@pytest.mark.parametrize(
    ("key", "kind"), [(EC_KEY, "P-256"), (P384_KEY, "P-384"), (KEY, "Ed25519")]
)
def test_keys_on_curves(key: object, kind: str) -> None:
    read = read_pem(pem(key))
    assert isinstance(read, PublicKey)
    assert read.kind == kind


def test_rsa_in_both_spellings() -> None:
    read = read_pem(pem())
    assert isinstance(read, RsaPublicKey)
    assert (read.bits, read.exponent) == (2048, 65537)
    older = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
    assert "RSA PUBLIC KEY" in older
    assert read_pem(older) == read


@pytest.mark.parametrize("text", ["", "x", "-----BEGIN PUBLIC KEY-----", "A" * 20_000])
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(MalformedKey):
        read_pem(text)


def test_other_kinds_of_keys_are_named() -> None:
    with pytest.raises(UnknownKeyKind):
        read_pem(pem(ed448.Ed448PrivateKey.generate()))
    with pytest.raises(UnknownKeyKind):
        read_pem(pem(ec.generate_private_key(ec.SECP256K1())))


def test_a_private_key_is_not_touched() -> None:
    with pytest.raises(SecretKeyPublished):
        read_pem("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "KEY_MALFORMED"),
        ({"a": 1}, "KEY_MALFORMED"),
        ("-----BEGIN RSA PRIVATE KEY-----", "SECRET_KEY_PUBLISHED"),
        (pem(ed448.Ed448PrivateKey.generate()), "KEY_TYPE_UNSUPPORTED"),
    ],
)
def test_the_cause_is_named(value: object, code: str) -> None:
    with pytest.raises(Judged) as caught:
        judged_pem(value, "https://school.example/key")
    assert caught.value.problem.code == code


def test_a_short_key_is_for_the_signature_s_check() -> None:
    short = read_pem(pem(rsa.generate_private_key(65537, 1024)))  # noqa: S505  # as some issuers have
    assert isinstance(short, RsaPublicKey)
    assert short.bits == 1024
