"""Private keys as JSON Web Keys, for those who sign with jose."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from contexts import JsonObject

_SECRET_MEMBERS = {"d", "p", "q", "dp", "dq", "qi"}


def p256_jwk(seed: int) -> JsonObject:
    """Give a P-256 key whose private number is the seed."""
    return _plain(ECAlgorithm.to_jwk(ec.derive_private_key(seed, ec.SECP256R1()), as_dict=True))


def ed25519_jwk(seed: int) -> JsonObject:
    """Give an Ed25519 key from a seed."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
    return _plain(OKPAlgorithm.to_jwk(key, as_dict=True))


def rsa_jwk(bits: int = 2048) -> JsonObject:
    """Give a fresh RSA key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    return _plain(RSAAlgorithm.to_jwk(key, as_dict=True))


def public_half(jwk: JsonObject) -> JsonObject:
    """Give what may be published of a key."""
    return {name: value for name, value in jwk.items() if name not in _SECRET_MEMBERS}


def _plain(jwk: dict[str, Any]) -> JsonObject:
    """Drop what PyJWT adds; verifiers may take `key_ops` of a private key at its word."""
    return {name: value for name, value in jwk.items() if name not in {"key_ops", "alg"}}
