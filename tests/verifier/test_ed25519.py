"""verifier.ed25519: published vectors, odd signatures, wrong lengths, and a key that hides."""

import copy
import json
import pickle
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519 as openssl

from tests.verifier.ed25519_cases import CASES, FILE
from verifier.ed25519 import Ed25519PrivateKey, ed25519_fits
from verifier.keys import MalformedKey, PublicKey
from verifier.securing.signatures import eddsa_fits

EDGE_CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
LOST_SIGN = "R the identity, sign of zero"
SEED = bytes(range(32))
KEY = Ed25519PrivateKey(SEED)
MESSAGE = b"a message"

# RFC 8032, section 7.1, test 3, and the test of SHA(abc); two more are in app/keys/test_signers.py.
PUBLISHED = {
    "af82": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f": (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
}


def given(case: dict[str, Any]) -> tuple[bytes, bytes, bytes]:
    message, signature, public_key = (
        bytes.fromhex(case[name]) for name in ("message", "signature", "publicKey")
    )
    return message, signature, public_key


def fits_openssl(message: bytes, signature: bytes, public_key: bytes) -> bool:
    try:
        openssl.Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("message", PUBLISHED)
def test_it_signs_and_verifies_as_published(message: str) -> None:
    seed, public_key, signature = (bytes.fromhex(each) for each in PUBLISHED[message])
    key = Ed25519PrivateKey(seed)
    assert key.public_key == public_key
    assert key.sign(bytes.fromhex(message)) == signature
    assert ed25519_fits(bytes.fromhex(message), signature, public_key)


@pytest.mark.parametrize("length", [0, 1, 64, 1_000_000])
def test_both_libraries_make_and_accept_the_same(length: int) -> None:
    message = bytes([length % 251]) * length
    other = openssl.Ed25519PrivateKey.from_private_bytes(SEED)
    signature = KEY.sign(message)
    assert signature == other.sign(message)
    assert ed25519_fits(message, signature, other.public_key().public_bytes_raw())
    assert fits_openssl(message, signature, KEY.public_key)


@pytest.mark.parametrize("case", EDGE_CASES, ids=lambda case: case["name"])
def test_what_fits_the_equation_without_small_order_is_accepted_and_nothing_else(
    case: dict[str, Any],
) -> None:
    assert ed25519_fits(*given(case)) is (case["verdict"] == "fits")
    assert fits_openssl(*given(case)) is (case["verdict"] in {"fits", "small order"})


@pytest.mark.parametrize("case", EDGE_CASES, ids=lambda case: case["name"])
def test_the_checks_of_proofs_say_the_same(case: dict[str, Any]) -> None:
    message, signature, public_key = given(case)
    try:
        accepted = eddsa_fits(message, signature, PublicKey("Ed25519", public_key))
    except MalformedKey:
        accepted = False
    assert accepted is (case["verdict"] == "fits")


def test_the_file_is_what_its_program_writes() -> None:
    written = [
        {"name": name, "verdict": verdict, **case} for name, (verdict, case) in CASES.items()
    ]
    assert written == EDGE_CASES


def test_what_was_changed_does_not_fit() -> None:
    signature = KEY.sign(MESSAGE)
    assert not ed25519_fits(MESSAGE + b".", signature, KEY.public_key)
    assert not ed25519_fits(MESSAGE, signature, Ed25519PrivateKey(bytes(32)).public_key)
    for place in range(64):
        changed = bytearray(signature)
        changed[place] ^= 1
        assert not ed25519_fits(MESSAGE, bytes(changed), KEY.public_key)


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 63, 65, 128])
def test_wrong_lengths_fit_nothing(length: int) -> None:
    signature, public_key = KEY.sign(MESSAGE), KEY.public_key
    assert not ed25519_fits(MESSAGE, (signature * 2)[:length], public_key)
    # Cut or filled with bytes of the message, both together still are what the library is given.
    assert not ed25519_fits(
        (signature + MESSAGE)[length:], (signature + MESSAGE)[:length], public_key
    )
    if length != len(public_key):
        assert not ed25519_fits(MESSAGE, signature, (public_key * 4)[:length])


@pytest.mark.parametrize("length", [1, 31, 33, 64])
def test_a_public_key_of_another_length_is_malformed(length: int) -> None:
    with pytest.raises(MalformedKey, match="not an Ed25519 public key"):
        eddsa_fits(MESSAGE, KEY.sign(MESSAGE), PublicKey("Ed25519", bytes([7]) * length))


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_no_key(length: int) -> None:
    with pytest.raises(ValueError, match="Invalid seed"):
        Ed25519PrivateKey(bytes(length))


def test_a_private_key_is_neither_shown_nor_copied() -> None:
    for shown in (repr(KEY), str(KEY), f"{[KEY]}"):
        assert SEED.hex() not in shown
        assert repr(SEED) not in shown
    for away in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="is not copied"):
            away(KEY)
    assert not hasattr(KEY, "__dict__")
