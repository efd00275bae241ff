"""The key of one call: a verification method in a file, with its private half for issuing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from contexts import JsonObject
from verifier.ed25519 import Ed25519PrivateKey
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed
from verifier.jwk import decode_jwk
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.multibase import MalformedMultibase, base64url_decode

Sign = Callable[[bytes], bytes]

_CURVES: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm, str]] = {
    "P-256": (ec.SECP256R1(), hashes.SHA256(), "ES256"),
    "P-384": (ec.SECP384R1(), hashes.SHA384(), "ES384"),
    "P-521": (ec.SECP521R1(), hashes.SHA512(), "ES512"),
}


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method as the suite writes it to a file."""

    id: str
    public_key: AnyPublicKey
    _secret: JsonObject

    @property
    def signer(self) -> tuple[str, Sign]:
        """Give the JWS algorithm and how to sign with it; raise Judged without a private half."""
        try:
            return _signer(self._secret)
        except (KeyError, TypeError, ValueError, MalformedMultibase, UnsupportedAlgorithm) as error:
            raise _unusable("it has no private half that can sign here") from error


def read_method(path: Path) -> Method:
    """Read a verification method; raise Judged, or OSError."""
    document = read_object(path.read_bytes())
    jwk, secret = document.get("publicKeyJwk"), document.get("secretKeyJwk", {})
    if not isinstance(jwk, dict) or not isinstance(document.get("id"), str):
        raise _unusable("it is no verification method with an id and a publicKeyJwk")
    try:
        key = decode_jwk(jwk)
    except MalformedKey as error:
        raise _unusable(str(error)) from error
    return Method(document["id"], key, secret)


def _signer(jwk: JsonObject) -> tuple[str, Sign]:
    secret = base64url_decode(jwk["d"])
    if jwk["crv"] == "Ed25519":
        return "EdDSA", Ed25519PrivateKey(secret).sign
    curve, hash_, algorithm = _CURVES[jwk["crv"]]
    private = ec.derive_private_key(int.from_bytes(secret, "big"), curve)
    size = (curve.key_size + 7) // 8

    def sign(data: bytes) -> bytes:
        der = private.sign(data, ec.ECDSA(hash_, deterministic_signing=True))
        return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(der))

    return algorithm, sign


def _unusable(why: str) -> Judged:
    return failed("KEY_MALFORMED", f"The key file cannot be used: {why}.")
