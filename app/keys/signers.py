"""From a key's URI to its Signer, and new keys for a profile.

The table below is the whole list of places where private halves may live; PKCS#11 or a cloud
service is one more row, and whoever signs notices nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from app.keys.opened_keys import OpenedKeys, PrivateKey
from app.keys.sealing import Vault
from issuer.model.organisation import KeyAlgorithm, SigningKey
from issuer.signing import Signer, Signers
from verifier.ed25519 import Ed25519PrivateKey

_SCALAR_BYTES = 32

SealedPrivateKey = Callable[[str], bytes]
"""Fetch the sealed private half of a key by its id."""


class UnknownKeyUri(Exception):
    """The key's private half lives where this service cannot reach."""


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Sign hash data with Ed25519 (RFC 8032)."""

    key: SigningKey
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, hashes: Sequence[bytes]) -> list[bytes]:
        """Sign each item as the message; 64 bytes each."""
        return [self._private.sign(item) for item in hashes]


@dataclass(frozen=True, slots=True)
class P256Signer:
    """Sign SHA-256 digests with ECDSA over P-256, deterministically (RFC 6979)."""

    key: SigningKey
    _private: EllipticCurvePrivateKey = field(repr=False)

    def sign(self, hashes: Sequence[bytes]) -> list[bytes]:
        """Sign each digest of 32 bytes; r and s one after the other, 64 bytes (RFC 7518, 3.4)."""
        # Without randomness no weak random source can give the key away.
        algorithm = ECDSA(Prehashed(SHA256()), deterministic_signing=True)
        return [_r_and_s(self._private.sign(digest, algorithm)) for digest in hashes]


def signers_for(
    keys: tuple[SigningKey, ...],
    vault: Vault,
    sealed_private_key: SealedPrivateKey,
    opened_keys: OpenedKeys,
) -> Signers:
    """Open the private halves of keys. Raises UnknownKeyUri, SealBroken."""
    at_hand = _AtHand(vault, sealed_private_key, opened_keys)
    return {key.algorithm: _signer(key, at_hand) for key in keys}


@dataclass(frozen=True, slots=True)
class _AtHand:
    """What opening a key takes."""

    vault: Vault
    sealed_private_key: SealedPrivateKey
    opened_keys: OpenedKeys


def private_key_place(key_id: str) -> str:
    """Say where the sealed private half of a key belongs."""
    return f"signing_keys/{key_id}/private"


def _signer(key: SigningKey, at_hand: _AtHand) -> Signer:
    scheme = key.key_uri.partition(":")[0]
    if scheme not in _SCHEMES:
        raise UnknownKeyUri(
            f"The private half of key {key.fragment} is kept under “{scheme}:”, which this "
            f"service does not read. It reads: {', '.join(_SCHEMES)}."
        )
    return _SCHEMES[scheme](key, at_hand)


def _sealed(key: SigningKey, at_hand: _AtHand) -> Signer:
    sealed = at_hand.sealed_private_key(key.id)

    def unseal() -> PrivateKey:
        private = at_hand.vault.open(sealed, place=private_key_place(key.id))
        if key.algorithm is KeyAlgorithm.ED25519:
            return Ed25519PrivateKey(private)
        return derive_private_key(int.from_bytes(private, "big"), SECP256R1())

    private = at_hand.opened_keys.opened(key.id, sealed, unseal)
    if isinstance(private, Ed25519PrivateKey):
        return Ed25519Signer(key, private)
    return P256Signer(key, private)


_SCHEMES: dict[str, Callable[[SigningKey, _AtHand], Signer]] = {
    "sealed": _sealed,
}


def _r_and_s(der: bytes) -> bytes:
    r, s = decode_dss_signature(der)
    return r.to_bytes(_SCALAR_BYTES, "big") + s.to_bytes(_SCALAR_BYTES, "big")
