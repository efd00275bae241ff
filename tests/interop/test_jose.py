"""jose checks our tokens under the key that our DID document publishes, and nothing else."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

import pytest

from contexts import JsonObject
from issuer.model.programme import ProgrammeContent
from tests.interop.foreign_keys import p256_jwk, public_half
from tests.interop.issued import HOLDER, TOKEN_KEY, issued, school_document, token_jwk
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS, SCHOOL
from tests.peers.node import NodePeers
from verifier.multibase import base64url_encode

pytestmark = pytest.mark.peers


def check(peers: NodePeers, token: str, jwk: JsonObject) -> JsonObject:
    report: JsonObject = peers.call("jose_verify", {"jwt": token, "jwk": jwk, "alg": "ES256"})
    return report


@pytest.mark.parametrize("holder_did", [None, HOLDER], ids=["e-mail", "holder-did"])
@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY], ids=["revocable", "suspendable"])
def test_a_token_says_what_the_badge_says(
    node_peers: NodePeers, content: ProgrammeContent, language: str, holder_did: str | None
) -> None:
    one = issued(content, language=language, holder_did=holder_did)
    report = check(node_peers, one.token, token_jwk())
    assert report["verified"] is True, report
    assert report["header"] == {"alg": "ES256", "kid": TOKEN_KEY, "typ": "JWT"}
    claims = json.loads(report["payload"])
    assert {name: claims.pop(name) for name in ("iss", "jti", "nbf")} == {
        "iss": SCHOOL.did,
        "jti": one.unsigned["id"],
        "nbf": 1736931600,  # 2025-01-15T09:00:00Z
    }
    assert claims.pop("sub", None) == holder_did
    claims.pop("exp", None)
    assert claims == one.unsigned


def test_the_key_is_listed_for_assertions_under_the_tokens_kid() -> None:
    did = school_document()
    assert TOKEN_KEY in did["assertionMethod"]
    # jose is handed this key: were it another, no token would verify.
    assert (token_jwk()["kty"], token_jwk()["crv"]) == ("EC", "P-256")


@pytest.mark.parametrize("segment", [0, 1, 2], ids=["header", "payload", "signature"])
def test_a_bit_changed_anywhere_is_noticed(node_peers: NodePeers, segment: int) -> None:
    segments = issued().token.split(".")
    data = segments[segment]
    raw = bytearray(urlsafe_b64decode(data + "=" * (-len(data) % 4)))
    raw[len(raw) // 2] ^= 1
    segments[segment] = base64url_encode(bytes(raw))
    assert check(node_peers, ".".join(segments), token_jwk())["verified"] is False


def test_another_key_does_not_fit(node_peers: NodePeers) -> None:
    assert check(node_peers, issued().token, public_half(p256_jwk(99)))["verified"] is False
