"""Encrypted answers: JWE with ECDH-ES on P-256, a key for each request (HAIP 1.0, section 5)."""

from __future__ import annotations

import json
from typing import cast

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.multibase import MalformedMultibase, base64url_decode

ALGORITHM = "ECDH-ES"
ENCRYPTIONS = ("A128GCM", "A256GCM")

_ALLOWED = [ALGORITHM, *ENCRYPTIONS]
_HEADER = frozenset({"alg", "enc", "epk", "kid", "apu", "apv", "typ", "cty"})
_PARTS = 5
_LONGEST_HEADER = 4096


class UnreadableJwe(ValueError):
    """What came is not encrypted as was asked; the sentence says why."""


def new_encryption_key(key_id: str) -> JsonObject:
    """Make a private JWK."""
    key = ECKey.generate_key("P-256", {"kid": key_id, "use": "enc", "alg": ALGORITHM})
    return cast("JsonObject", key.as_dict(private=True))


def public_half(private: JsonObject) -> JsonObject:
    """Give what wallets encrypt to."""
    return {name: value for name, value in private.items() if name != "d"}


def decrypted(token: str, private: JsonObject) -> bytes:
    """Decrypt a compact JWE. Raises UnreadableJwe."""
    if token.count(".") != _PARTS - 1:
        raise UnreadableJwe("The response is no compact JWE.")
    _check_header(token)
    try:
        opened = jwe.decrypt_compact(token, ECKey.import_key(dict(private)), _ALLOWED)
    except (JoseError, ValueError, TypeError, KeyError):
        # Not the reason: it would tell a stranger at which step it failed.
        raise UnreadableJwe("The response cannot be decrypted with this request's key.") from None
    if opened.plaintext is None:
        raise UnreadableJwe("The response holds nothing.")
    return opened.plaintext


def _check_header(token: str) -> None:
    """Refuse what was not offered before anything is computed: `zip` above all, a bomb's fuse."""
    encoded, encrypted_key = token.split(".")[:2]
    if len(encoded) > _LONGEST_HEADER or encrypted_key:
        raise UnreadableJwe("The response's header is not that of a JWE with ECDH-ES.")
    try:
        header = read_object(base64url_decode(encoded))
    except (MalformedMultibase, Judged):
        raise UnreadableJwe("The response's header cannot be read.") from None
    if header.get("alg") != ALGORITHM or header.get("enc") not in ENCRYPTIONS:
        raise UnreadableJwe(
            f"The response has to be encrypted with {ALGORITHM} and one of "
            f"{', '.join(ENCRYPTIONS)}."
        )
    unknown = sorted(set(header) - _HEADER)
    if unknown:
        raise UnreadableJwe(f"The response's header has {json.dumps(unknown[0][:40])}.")
