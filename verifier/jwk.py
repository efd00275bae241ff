"""JSON Web Keys: from RFC 7517 objects to public key values, and their thumbprints."""

import hashlib
import json

from contexts import JsonObject, JsonValue
from verifier.keys import (
    AnyPublicKey,
    KeyKind,
    MalformedKey,
    PublicKey,
    RsaPublicKey,
    SecretKeyPublished,
    UnknownKeyKind,
)
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.securing.public_keys import compress_point, ec_key

_COORDINATES: dict[str, tuple[KeyKind, int]] = {
    "P-256": ("P-256", 32),
    "P-384": ("P-384", 48),
    "P-521": ("P-521", 66),
}
_SECRET_MEMBERS = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_THUMBPRINT_MEMBERS = {
    "EC": ("crv", "kty", "x", "y"),
    "OKP": ("crv", "kty", "x"),
    "RSA": ("e", "kty", "n"),
}
_ED25519_BYTES = 32
_RSA_LONGEST = 16_384 // 8


def decode_jwk(jwk: JsonObject) -> AnyPublicKey:
    """Read a public key; raise MalformedKey, UnknownKeyKind, or SecretKeyPublished."""
    if any(member in jwk for member in _SECRET_MEMBERS):
        raise SecretKeyPublished("this is a private key")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            return PublicKey("Ed25519", _octets(jwk, "x", _ED25519_BYTES))
        case "EC", str(curve) if curve in _COORDINATES:
            kind, size = _COORDINATES[curve]
            return PublicKey(
                kind, compress_point(kind, _octets(jwk, "x", size), _octets(jwk, "y", size))
            )
        case "RSA", _:
            return RsaPublicKey(_number(jwk, "n"), _number(jwk, "e"))
        case _:
            raise UnknownKeyKind("a kind of JSON Web Key that is not read here")


def encode_jwk(key: PublicKey) -> JsonObject:
    """Write a public key as a JSON Web Key with its required members only (RFC 7638, 3.2)."""
    if key.kind == "Ed25519":
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(key.raw)}
    curve, size = _COORDINATES[key.kind]
    point = ec_key(key).public_numbers()
    return {
        "kty": "EC",
        "crv": curve,
        "x": base64url_encode(point.x.to_bytes(size, "big")),
        "y": base64url_encode(point.y.to_bytes(size, "big")),
    }


def thumbprint(jwk: JsonObject) -> str:
    """Name a key by the SHA-256 of its required members, in hex (RFC 7638); raise MalformedKey."""
    members = _THUMBPRINT_MEMBERS.get(str(jwk.get("kty")))
    if members is None or not all(isinstance(jwk.get(member), str) for member in members):
        raise MalformedKey("a JSON Web Key without its required members")
    required = {member: jwk[member] for member in members}
    return hashlib.sha256(json.dumps(required, separators=(",", ":")).encode()).hexdigest()


def _octets(jwk: JsonObject, member: str, size: int) -> bytes:
    data = _base64url(jwk.get(member), member)
    if len(data) != size:  # RFC 7518, 6.2.1.2: full length, leading zeros included
        raise MalformedKey(f"its member {member} does not have {size} bytes")
    return data


def _number(jwk: JsonObject, member: str) -> int:
    data = _base64url(jwk.get(member), member)
    if not data or len(data) > _RSA_LONGEST:
        raise MalformedKey(f"its member {member} is empty or too long")
    return int.from_bytes(data, "big")


def _base64url(value: JsonValue, member: str) -> bytes:
    if not isinstance(value, str):
        raise MalformedKey(f"its member {member} is missing or not a text")
    try:
        return base64url_decode(value)
    except MalformedMultibase as error:
        raise MalformedKey(f"its member {member} is not base64url") from error
