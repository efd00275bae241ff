"""What jose signs, our verifier passes; what is wrong with it, it names."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest

from contexts import JsonObject
from tests.interop.foreign_keys import ed25519_jwk, public_half, rsa_jwk
from tests.interop.foreign_schools import DID, KEYS, example_badge, method_of, word
from tests.interop.opinions import PASSES
from tests.peers.node import NodePeers
from verifier.multibase import base64url_encode

pytestmark = pytest.mark.peers

NOT_BEFORE = 1736931600  # 2025-01-15T09:00:00Z, the badge's validFrom
ALGORITHMS = pytest.mark.parametrize("alg", KEYS)


def claims(**changes: Any) -> JsonObject:  # noqa: ANN401 - any JSON
    """Give the badge with the claims of OB 3.0; None takes one away."""
    badge = example_badge()
    stated = {**badge, "iss": DID, "jti": badge["id"], "nbf": NOT_BEFORE, **changes}
    return {name: value for name, value in stated.items() if value is not None}


def signed(
    peers: NodePeers,
    alg: str,
    payload: JsonObject | None = None,
    **header: Any,  # noqa: ANN401
) -> str:
    described = {"alg": alg, "kid": method_of(alg), "typ": "JWT", **header}
    request = {
        "payload": json.dumps(payload or claims()),
        "header": {name: value for name, value in described.items() if value is not None},
        "jwk": KEYS[alg],
    }
    token: str = peers.call("jose_sign", request)["jwt"]
    return token


@ALGORITHMS
def test_a_key_named_by_kid(node_peers: NodePeers, alg: str) -> None:
    assert word(signed(node_peers, alg)) == PASSES


@ALGORITHMS
def test_a_key_brought_along_has_to_be_the_schools(node_peers: NodePeers, alg: str) -> None:
    jwk = public_half(KEYS[alg])
    assert word(signed(node_peers, alg, kid=None, jwk=jwk)) == PASSES
    strangers = {"EdDSA": ed25519_jwk(6), "ES256": KEYS["EdDSA"], "RS256": rsa_jwk()}[alg]
    refused = word(signed(node_peers, alg, kid=None, jwk=public_half(strangers)))
    assert refused in {"failed KEY_NOT_LISTED", "failed KEY_ALGORITHM_MISMATCH"}


@ALGORITHMS
def test_a_vc_jose_cose_token(node_peers: NodePeers, alg: str) -> None:
    token = signed(node_peers, alg, example_badge(), typ="vc+jwt", cty="vc")
    assert word(token) == PASSES


@ALGORITHMS
@pytest.mark.parametrize("segment", [0, 1, 2], ids=["header", "payload", "signature"])
def test_another_segment_under_the_same_signature(
    node_peers: NodePeers, alg: str, segment: int
) -> None:
    good = signed(node_peers, alg).split(".")
    other = signed(node_peers, alg, claims(name="Another"), typ=None).split(".")
    good[segment] = other[segment]
    assert word(".".join(good)) == "failed SIGNATURE_INVALID"


REFUSED: list[tuple[str, JsonObject]] = [
    ("failed JWT_ISSUER_MISMATCH", {"iss": "did:web:stranger.example"}),
    ("failed JWT_ID_MISMATCH", {"jti": "urn:uuid:0"}),
    ("failed JWT_SUBJECT_MISMATCH", {"sub": "did:web:learner.example"}),
    ("failed JWT_NOT_BEFORE_MISMATCH", {"nbf": NOT_BEFORE + 1}),
    (
        "failed JWT_EXPIRY_MISMATCH",
        {"exp": NOT_BEFORE + 1, "validUntil": "2999-01-01T00:00:00Z"},
    ),
    ("failed EXPIRED", {"validUntil": "2025-02-15T09:00:00Z", "exp": 1739610000}),
    ("failed NOT_YET_VALID", {"validFrom": "2999-01-15T09:00:00Z", "nbf": 32_473_386_000}),
    ("failed SIGNATURE_EXPIRED", {"exp": NOT_BEFORE + 60}),
    ("failed ISSUER_MISMATCH", {"issuer": {"id": "did:web:x.example", "type": ["Profile"]}}),
    ("failed SCHEMA_INVALID", {"name": 7}),
    ("indeterminate TERM_UNDEFINED", {"secretGrade": "A"}),
]


@pytest.mark.parametrize(("expected", "changes"), REFUSED, ids=[code for code, _ in REFUSED])
def test_good_signatures_over_bad_claims(
    node_peers: NodePeers, expected: str, changes: JsonObject
) -> None:
    assert word(signed(node_peers, "ES256", claims(**changes))) == expected


HEADERS: list[tuple[str, JsonObject]] = [
    ("failed KEY_NOT_LISTED", {"kid": f"{DID}#other"}),
    ("failed ISSUER_MISMATCH", {"kid": "did:web:stranger.example#key"}),
    ("failed KEY_ALGORITHM_MISMATCH", {"kid": method_of("RS256")}),
    ("failed SECRET_KEY_PUBLISHED", {"jwk": KEYS["ES256"]}),
    ("indeterminate KEY_NOT_NAMED", {"kid": None}),
    ("indeterminate KEY_NOT_NAMED", {"kid": None, "jku": "https://stranger.example/keys"}),
]


@pytest.mark.parametrize(("expected", "header"), HEADERS)
def test_good_signatures_under_bad_headers(
    node_peers: NodePeers, expected: str, header: JsonObject
) -> None:
    assert word(signed(node_peers, "ES256", **header)) == expected


def _none(_: NodePeers) -> str:
    return f"{_encoded({'alg': 'none', 'kid': method_of('RS256')})}.{_encoded(claims())}."


def _public_key_as_secret(_: NodePeers) -> str:
    """Sign with the published RSA key as if it were a shared secret: the oldest trick."""
    data = f"{_encoded({'alg': 'HS256', 'kid': method_of('RS256')})}.{_encoded(claims())}"
    secret = json.dumps(public_half(KEYS["RS256"])).encode()
    mac = hmac.new(secret, data.encode(), hashlib.sha256).digest()
    return f"{data}.{base64url_encode(mac)}"


def _another_rsa_padding(peers: NodePeers) -> str:
    request = {
        "payload": json.dumps(claims()),
        "header": {"alg": "PS256", "kid": method_of("RS256")},
        "jwk": KEYS["RS256"],
    }
    token: str = peers.call("jose_sign", request)["jwt"]
    return token


def _encoded(value: JsonObject) -> str:
    return base64url_encode(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("expected", "make"),
    [
        ("failed ALGORITHM_FORBIDDEN", _none),
        ("failed ALGORITHM_FORBIDDEN", _public_key_as_secret),
        ("indeterminate ALGORITHM_NOT_ACCEPTED", _another_rsa_padding),
    ],
)
def test_algorithms_that_are_not_on_the_list(
    node_peers: NodePeers, expected: str, make: Callable[[NodePeers], str]
) -> None:
    assert word(make(node_peers)) == expected
