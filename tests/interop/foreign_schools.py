"""A school that uses other software: its keys, its DID document, and our verifier's word on it."""

from __future__ import annotations

import json

from contexts import JsonObject
from tests.interop.foreign_keys import ed25519_jwk, p256_jwk, public_half, rsa_jwk
from tests.interop.opinions import Case, Documents, our_report, word_of
from tests.peers.node import PEERS
from verifier import AllowedIssuers

DID = "did:web:school.example:profiles:7"
DOCUMENT_URL = "https://school.example/profiles/7/did.json"
LIST_URL = "https://school.example/status/1"
ISSUED_AT = "2025-01-15T09:00:00Z"
KEYS: dict[str, JsonObject] = {"EdDSA": ed25519_jwk(5), "ES256": p256_jwk(5), "RS256": rsa_jwk()}
"""Private, by JWS algorithm."""


def method_of(algorithm: str) -> str:
    """Name the verification method of a key."""
    return f"{DID}#{algorithm.lower()}"


def did_document() -> JsonObject:
    """List every key, as JsonWebKey."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": DID,
        "verificationMethod": [
            {
                "id": method_of(name),
                "type": "JsonWebKey",
                "controller": DID,
                "publicKeyJwk": public_half(key),
            }
            for name, key in KEYS.items()
        ],
        "assertionMethod": [method_of(name) for name in KEYS],
    }


def example_badge(issuer: str = DID) -> JsonObject:
    """Give a small unsigned badge that nothing of ours made."""
    badge: JsonObject = json.loads((PEERS / "examples/badge.json").read_text(encoding="utf-8"))
    return {**badge, "validFrom": ISSUED_AT, "issuer": {**badge["issuer"], "id": issuer}}


def word(
    secured: JsonObject | str, lists: Documents | None = None, issuer: str | None = None
) -> str:
    """Give our verifier's word, with the school known, and its DID document published."""
    case = Case(secured, lists or {}, did_document())
    policy = AllowedIssuers({issuer or DID: "Example School"})
    return word_of(our_report(case, policy))
