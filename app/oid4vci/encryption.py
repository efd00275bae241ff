"""Requests and answers that are encrypted on top of TLS (OpenID4VCI 1.0, section 10)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from joserfc import jwe
from joserfc.jwk import ECKey

from app.keys.encryption_key import encryption_key
from app.oauth.errors import OAuthError
from app.oid4vp.encryption import ALGORITHM, ENCRYPTIONS, UnreadableJwe, decrypted
from app.services import Services
from contexts import JsonObject, JsonValue
from verifier.jwk import decode_jwk, encode_jwk, thumbprint
from verifier.keys import MalformedKey, PublicKey
from verifier.multibase import base64url_encode

MEDIA_TYPE = "application/jwt"
"""Of what is encrypted."""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """With what an answer is to be encrypted."""

    jwk: JsonObject = field(repr=False)
    encryption: str

    def encrypted(self, answer: JsonObject) -> str:
        """Encrypt an answer as a compact JWE."""
        header = {"alg": ALGORITHM, "enc": self.encryption}
        if isinstance(self.jwk.get("kid"), str):
            header["kid"] = self.jwk["kid"]
        key = ECKey.import_key(encode_jwk(_public_key(self.jwk)))
        plain = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        return jwe.encrypt_compact(header, plain, key, [ALGORITHM, self.encryption])


def encryption_metadata(services: Services) -> JsonObject:
    """Tell wallets what they may encrypt, and how; nothing has to be (section 12.2.4)."""
    _, public = _request_keys(services)
    return {
        "credential_request_encryption": {
            "jwks": {"keys": [public]},
            "enc_values_supported": list(ENCRYPTIONS),
            "encryption_required": False,
        },
        "credential_response_encryption": {
            "alg_values_supported": [ALGORITHM],
            "enc_values_supported": list(ENCRYPTIONS),
            "encryption_required": False,
        },
    }


def opened_request(services: Services, body: bytes) -> bytes:
    """Decrypt a request. Raises OAuthError invalid_encryption_parameters."""
    private, _ = _request_keys(services)
    try:
        return decrypted(body.decode("ascii"), private)
    except (UnreadableJwe, UnicodeDecodeError):
        raise _refused("The request is not encrypted with our key, or in another way.") from None


def answer_key(asked: JsonValue, *, was_encrypted: bool) -> AnswerKey | None:
    """Read how the answer is to be encrypted; None for as it is. Raises OAuthError."""
    if asked is None:
        return None
    if not was_encrypted:
        # Otherwise somebody in between could exchange the key (section 8.2).
        raise _refused("Who wants an encrypted answer encrypts the request too.")
    if not isinstance(asked, dict) or not isinstance(asked.get("jwk"), dict) or "zip" in asked:
        raise _refused("credential_response_encryption has a jwk and enc, and no zip.")
    jwk, encryption = asked["jwk"], asked.get("enc")
    if encryption not in ENCRYPTIONS or jwk.get("alg", ALGORITHM) != ALGORITHM:
        raise _refused(f"Use {ALGORITHM} with one of: {', '.join(ENCRYPTIONS)}.")
    _public_key(jwk)
    return AnswerKey(jwk, encryption)


def _request_keys(services: Services) -> tuple[JsonObject, JsonObject]:
    """Give the key that requests are encrypted to: with its private member, and without."""
    key = encryption_key(services.vault, purpose="credential requests")
    bare = encode_jwk(key.public)
    public = {**bare, "kid": thumbprint(bare), "use": "enc", "alg": ALGORITHM}
    return {**public, "d": base64url_encode(key.private)}, public


def _public_key(jwk: JsonObject) -> PublicKey:
    try:
        key = decode_jwk(jwk)
    except MalformedKey as error:
        raise _refused(f"The key for the answer cannot be used: {error}.") from None
    if not isinstance(key, PublicKey) or key.kind != "P-256":
        raise _refused("The key for the answer has to be one of P-256.")
    return key


def _refused(description: str) -> OAuthError:
    return OAuthError("invalid_encryption_parameters", description)
