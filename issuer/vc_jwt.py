"""A badge as a VC-JWT (Open Badges 3.0, section 8.2.4), signed with ES256 (P-256)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from contexts import JsonObject, JsonValue
from issuer.json_bytes import json_bytes, with_members_before
from issuer.signer import Signer, Unsigned, verification_method
from verifier.securing.jose import compact_bytes, signing_input_of_bytes
from verifier.timestamps import read_timestamp


def write_tokens(batch: Sequence[Unsigned], signer: Signer, now: datetime) -> list[bytes]:
    """Write each document as a VC-JWT; when it was signed is not part of it."""
    del now
    inputs = [_signing_input(unsigned, signer) for unsigned in batch]
    signatures = signer.sign([hashlib.sha256(each).digest() for each in inputs])
    return [
        compact_bytes(each, signature) for each, signature in zip(inputs, signatures, strict=True)
    ]


def _signing_input(unsigned: Unsigned, signer: Signer) -> bytes:
    header = {"alg": "ES256", "kid": verification_method(unsigned.content, signer), "typ": "JWT"}
    payload = with_members_before(unsigned.body, _claims(unsigned.content))
    return signing_input_of_bytes(json_bytes(header), payload)


def _claims(document: Mapping[str, JsonValue]) -> JsonObject:
    """Repeat the credential's members as registered claims (OB 3.0, section 8.2.4.1)."""
    claims: JsonObject = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": _numeric_date(document["validFrom"]),
    }
    if "id" in document["credentialSubject"]:
        claims["sub"] = document["credentialSubject"]["id"]
    if "validUntil" in document:
        claims["exp"] = _numeric_date(document["validUntil"])
    return claims


def _numeric_date(moment: str) -> int:
    return int(read_timestamp(moment).timestamp())
