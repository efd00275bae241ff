"""The signature algorithms of seals: the whole list, as an auditor reads it (RFC 7518, 3.1)."""

from collections.abc import Callable
from functools import partial

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from verifier.keys import MalformedKey
from verifier.securing.jws_algorithms import RSA_MAXIMUM_BITS, RSA_MINIMUM_BITS, KeyTooShort

Check = Callable[[bytes, bytes, CertificatePublicKeyTypes], bool]
_COORDINATE_BYTES = {"secp256r1": 32, "secp384r1": 48, "secp521r1": 66}


def _pkcs1(
    hash_: hashes.HashAlgorithm, data: bytes, signature: bytes, key: CertificatePublicKeyTypes
) -> bool:
    return _rsa_fits(key, signature, data, padding.PKCS1v15(), hash_)


def _pss(
    hash_: hashes.HashAlgorithm, data: bytes, signature: bytes, key: CertificatePublicKeyTypes
) -> bool:
    # RFC 7518, 3.5: the salt is as long as the hash.
    scheme = padding.PSS(padding.MGF1(hash_), hash_.digest_size)
    return _rsa_fits(key, signature, data, scheme, hash_)


def _rsa_fits(
    key: CertificatePublicKeyTypes,
    signature: bytes,
    data: bytes,
    scheme: padding.PKCS1v15 | padding.PSS,
    hash_: hashes.HashAlgorithm,
) -> bool:
    if not isinstance(key, rsa.RSAPublicKey):
        raise MalformedKey("an RSA key is needed")
    if key.key_size < RSA_MINIMUM_BITS:
        raise KeyTooShort(f"has {key.key_size} bits, and RSA needs {RSA_MINIMUM_BITS}")
    if key.key_size > RSA_MAXIMUM_BITS:
        raise MalformedKey("the RSA key is longer than is checked here")
    try:
        key.verify(signature, data, scheme, hash_)
    except InvalidSignature:
        return False
    return True


def _ecdsa(
    hash_: hashes.HashAlgorithm,
    curve: str,
    data: bytes,
    signature: bytes,
    key: CertificatePublicKeyTypes,
) -> bool:
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != curve:
        raise MalformedKey(f"a key on the curve {curve} is needed")
    size = _COORDINATE_BYTES[curve]
    if len(signature) != 2 * size:  # RFC 7518, 3.4: r and s side by side, never DER
        return False
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    try:
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hash_))
    except InvalidSignature:
        return False
    return True


SEAL_ALGORITHMS: dict[str, Check] = {
    "RS256": partial(_pkcs1, hashes.SHA256()),
    "RS384": partial(_pkcs1, hashes.SHA384()),
    "RS512": partial(_pkcs1, hashes.SHA512()),
    "PS256": partial(_pss, hashes.SHA256()),
    "PS384": partial(_pss, hashes.SHA384()),
    "PS512": partial(_pss, hashes.SHA512()),
    "ES256": partial(_ecdsa, hashes.SHA256(), "secp256r1"),
    "ES384": partial(_ecdsa, hashes.SHA384(), "secp384r1"),
    "ES512": partial(_ecdsa, hashes.SHA512(), "secp521r1"),
}
"""JWS `alg` to its check of data, signature and key. A check raises MalformedKey."""
