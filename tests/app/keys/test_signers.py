"""app.keys.signers: published vectors, and keys that live where the table says."""

import hashlib
from dataclasses import replace

import pytest

from app.clock import RandomIds
from app.keys.generation import new_signing_keys
from app.keys.opened_keys import OpenedKeys
from app.keys.sealing import SealBroken, vault
from app.keys.signers import UnknownKeyUri, private_key_place, signers_for
from issuer.model.organisation import KeyAlgorithm, SigningKey
from tests.issuer.examples import NOW, SCHOOL
from verifier.keys import PublicKey
from verifier.securing.public_keys import check_point

VAULT = vault(bytes(range(32)))
ED25519, P256 = KeyAlgorithm.ED25519, KeyAlgorithm.P256


def held(algorithm: KeyAlgorithm, private: str, public: str = "") -> tuple[SigningKey, bytes]:
    key = SigningKey(
        id="1",
        profile_id=SCHOOL.id,
        fragment="kljuc",
        algorithm=algorithm,
        public_key=bytes.fromhex(public),
        key_uri="sealed:1",
        active_from=NOW,
    )
    return key, VAULT.close(bytes.fromhex(private), place=private_key_place("1"))


def sign(key: SigningKey, sealed: bytes, *items: bytes) -> list[str]:
    signers = signers_for((key,), VAULT, lambda _: sealed, OpenedKeys())
    return [signature.hex() for signature in signers[key.algorithm].sign(items)]


# RFC 8032, section 7.1, tests 1 and 2: an empty message, and one byte.
OF_NOTHING = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)
OF_ONE_BYTE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
# RFC 6979, appendix A.2.5, with SHA-256.
OF_SAMPLE = (
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
)
OF_TEST = (
    "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
    "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
)


def test_ed25519_signs_as_published() -> None:
    first = held(ED25519, "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    second = held(ED25519, "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert sign(*first, b"") == [OF_NOTHING]
    assert sign(*second, b"\x72") == [OF_ONE_BYTE]


def test_p256_signs_digests_as_published() -> None:
    key = held(P256, "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
    digests = [hashlib.sha256(message).digest() for message in (b"sample", b"test")]
    assert sign(*key, *digests) == [OF_SAMPLE, OF_TEST]


def test_new_keys_are_one_of_each_kind_and_their_public_halves_are_points() -> None:
    made = new_signing_keys(SCHOOL.id, VAULT, RandomIds(), now=NOW)
    assert [key.algorithm for key, _ in made] == [ED25519, P256]
    for key, sealed in made:
        check_point(PublicKey(key.algorithm.value, key.public_key))
        assert key.key_uri == f"sealed:{key.id}"
        assert key.fragment.startswith(key.algorithm.value.lower())
        assert len(bytes.fromhex(sign(key, sealed, bytes(32))[0])) == 64


def test_a_key_whose_half_was_moved_does_not_sign() -> None:
    (first, _), (second, sealed) = new_signing_keys(SCHOOL.id, VAULT, RandomIds(), now=NOW)
    assert second.id != first.id
    with pytest.raises(SealBroken):
        sign(first, sealed, b"")


def test_a_place_that_is_not_in_the_table_is_named() -> None:
    key, sealed = held(ED25519, "00" * 32)
    elsewhere = replace(key, key_uri="pkcs11:token=seal;pin-value=1234")
    with pytest.raises(UnknownKeyUri, match="pkcs11:") as refused:
        sign(elsewhere, sealed, b"")
    assert "1234" not in str(refused.value)


def test_a_signer_does_not_show_its_private_half() -> None:
    private = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    key, sealed = held(ED25519, private)
    shown = repr(signers_for((key,), VAULT, lambda _: sealed, OpenedKeys()))
    assert "private" not in shown.casefold()
    assert private not in shown
