"""From key values to the library's key objects: the one place that builds them."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verifier.keys import (
    AnyPublicKey,
    KeyKind,
    MalformedKey,
    PublicKey,
    RsaPublicKey,
    UnknownKeyKind,
)
from verifier.remembered import remembered

_CURVES: dict[KeyKind, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
}


@remembered
def ec_key(key: PublicKey) -> ec.EllipticCurvePublicKey:
    """Build the library's elliptic curve key; raise MalformedKey for a point off the curve."""
    curve = _CURVES.get(key.kind)
    if curve is None:
        raise MalformedKey(f"an elliptic curve key is needed, not {key.kind}")
    return _point(curve, key.raw)


def rsa_key(key: RsaPublicKey) -> rsa.RSAPublicKey:
    """Build the library's RSA key; raise MalformedKey for impossible numbers."""
    try:
        return rsa.RSAPublicNumbers(key.exponent, key.modulus).public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedKey("not an RSA public key") from error


@remembered
def compress_point(kind: KeyKind, x: bytes, y: bytes) -> bytes:
    """Compress a point given by its coordinates; raise MalformedKey when it is off the curve."""
    key = _point(_CURVES[kind], b"\x04" + x + y)
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def check_point(key: PublicKey) -> None:
    """Raise MalformedKey when an elliptic curve key does not lie on its curve."""
    if key.kind in _CURVES:
        ec_key(key)


def key_value(key: object) -> AnyPublicKey:
    """Give the value of a library's key object; raise UnknownKeyKind."""
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        return RsaPublicKey(numbers.n, numbers.e)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return PublicKey("Ed25519", key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    if isinstance(key, ec.EllipticCurvePublicKey):
        for kind, curve in _CURVES.items():
            if key.curve.name == curve.name:
                raw = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
                return PublicKey(kind, raw)
    raise UnknownKeyKind("a kind of key that is not read here")


def _point(curve: ec.EllipticCurve, encoded: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, encoded)
    except ValueError as error:
        raise MalformedKey(f"the point is not on the curve {curve.name}") from error
