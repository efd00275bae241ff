"""The JWS algorithms we accept: the whole list, as an auditor reads it (RFC 7518, RFC 8037)."""

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from verifier.keys import AnyPublicKey, KeyKind, MalformedKey, PublicKey, RsaPublicKey
from verifier.securing.public_keys import rsa_key
from verifier.securing.signatures import ecdsa_fits, eddsa_fits

RSA_MINIMUM_BITS = 2048
RSA_MAXIMUM_BITS = 8192
"""Checking takes time that grows with the square of the size."""
_EXPONENTS = range(3, 2**33)


class KeyTooShort(MalformedKey):
    """The key can be guessed with known means."""


def _eddsa(data: bytes, signature: bytes, key: AnyPublicKey) -> bool:
    return eddsa_fits(data, signature, _curve_key(key))


def _es256(data: bytes, signature: bytes, key: AnyPublicKey) -> bool:
    return ecdsa_fits(data, signature, _curve_key(key, "P-256"))


def _es384(data: bytes, signature: bytes, key: AnyPublicKey) -> bool:
    return ecdsa_fits(data, signature, _curve_key(key, "P-384"))


def _es512(data: bytes, signature: bytes, key: AnyPublicKey) -> bool:
    return ecdsa_fits(data, signature, _curve_key(key, "P-521"))


def _rs256(data: bytes, signature: bytes, key: AnyPublicKey) -> bool:
    if not isinstance(key, RsaPublicKey):
        raise MalformedKey(f"an RSA key is needed, not {key.kind}")
    if key.bits < RSA_MINIMUM_BITS:
        raise KeyTooShort(f"has {key.bits} bits, and RSA needs {RSA_MINIMUM_BITS}")
    if key.bits > RSA_MAXIMUM_BITS or key.exponent not in _EXPONENTS:
        raise MalformedKey("the RSA key has unusual numbers")
    try:
        rsa_key(key).verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _curve_key(key: AnyPublicKey, kind: KeyKind = "Ed25519") -> PublicKey:
    if not isinstance(key, PublicKey) or key.kind != kind:
        raise MalformedKey(f"a key of the kind {kind} is needed")
    return key


ALGORITHMS: dict[str, Callable[[bytes, bytes, AnyPublicKey], bool]] = {
    "ES256": _es256,
    "ES384": _es384,
    "ES512": _es512,
    "EdDSA": _eddsa,
    "Ed25519": _eddsa,
    "RS256": _rs256,
}
"""JWS `alg` to its check of data, signature and key. A check raises MalformedKey."""

FORBIDDEN = frozenset({"none", "hs256", "hs384", "hs512"})
"""Not signatures at all, or made with a secret that the reader would share."""
