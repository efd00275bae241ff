"""Credentials good and bad, by the names of their rows in docs/interop.md.

The good are what we issue. The bad are ours as well: changed after signing, or signed with the
school's keys by a careless hand, or made by a stranger who would like to be the school.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from contexts import JsonObject
from issuer import status
from tests.interop.foreign_keys import p256_jwk
from tests.interop.issued import (
    BADGE_KEY,
    ED25519_SEED,
    HOLDER,
    ISSUED_AT,
    JUDGED_AT,
    P256_SEED,
    TOKEN_KEY,
    Issued,
    issued,
    school_document,
)
from tests.interop.opinions import Case, claims_of
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, SCHOOL
from tests.peers.node import NodePeers
from verifier.multibase import base64url_encode

STRANGERS_SEED = 99
STRANGER = "did:key:z6MkmG3rKEoVdbPEPueQ7jVrSvjn9mcfAc5jy4v8pdP9WaoB"
_NOT_YET = {"validFrom": "2125-01-15T09:00:00Z", "nbf": 4_892_605_200}
_FOR_A_MONTH = replace(HEAT_PUMPS, validity_months=1)

Make = Callable[[NodePeers], Case]


def as_badge(one: Issued, **changes: Any) -> Case:  # noqa: ANN401 - any JSON
    """Give the JSON-LD of a credential, with members changed after signing."""
    return Case({**one.badge, **changes}, one.lists())


def as_token(one: Issued) -> Case:
    """Give the VC-JWT of a credential."""
    return Case(one.token, one.lists())


def signed_document(
    peers: NodePeers,
    document: JsonObject,
    *,
    seed: int = ED25519_SEED,
    method: str | None = BADGE_KEY,
) -> JsonObject:
    """Sign a document with @digitalbazaar/vc, as the school or another; no method: did:key."""
    request: JsonObject = {
        "credential": document,
        "seed": seed.to_bytes(32, "big").hex(),
        "created": ISSUED_AT.isoformat().replace("+00:00", "Z"),
    }
    if method is not None:
        request |= {"controller": method.partition("#")[0], "id": method}
    signed: JsonObject = peers.call("digitalbazaar_issue", request)["signed"]
    return signed


def signed_token(
    peers: NodePeers, claims: JsonObject, *, seed: int = P256_SEED, kid: str = TOKEN_KEY
) -> str:
    """Sign claims with jose by ES256, as the school or another."""
    header = {"alg": "ES256", "kid": kid, "typ": "JWT"}
    request = {"payload": json.dumps(claims), "header": header, "jwk": p256_jwk(seed)}
    token: str = peers.call("jose_sign", request)["jwt"]
    return token


def with_claims(token: str, claims: JsonObject) -> str:
    """Put other claims under the same signature."""
    header, _, signature = token.split(".")
    return ".".join([header, base64url_encode(json.dumps(claims).encode()), signature])


def _without_criteria(document: JsonObject) -> JsonObject:
    del document["credentialSubject"]["achievement"]["criteria"]
    return document


def _careless_badge(peers: NodePeers, document: JsonObject, **how: Any) -> Case:  # noqa: ANN401
    return Case(signed_document(peers, document, **how), issued().lists())


def _careless_token(peers: NodePeers, claims: JsonObject, **how: Any) -> Case:  # noqa: ANN401
    return Case(signed_token(peers, claims, **how), issued().lists())


def _with_spent_key(**fate: datetime) -> Case:
    """Publish the school's document after the end of the key that signed the badge."""
    return Case(issued().badge, issued().lists(), school_document(**fate))


def _strangers_list(peers: NodePeers) -> Case:
    """Let a stranger publish a list of good news under the school's URL."""
    revoked = issued().after(status.revoke)
    ((url, unsigned),) = issued().lists().items()
    del unsigned["proof"]
    own_name = {**unsigned, "issuer": STRANGER}
    listed = signed_document(peers, own_name, seed=STRANGERS_SEED, method=None)
    return Case(revoked.badge, {url: listed})


def _changed_list(peers: NodePeers) -> Case:
    """Swap the bits of the school's own list for those before the revocation."""
    del peers
    revoked = issued().after(status.revoke)
    ((url, published),) = revoked.lists().items()
    ((_, before),) = issued().lists().items()
    published["credentialSubject"]["encodedList"] = before["credentialSubject"]["encodedList"]
    return Case(revoked.badge, {url: published})


def _unsigned_token(peers: NodePeers) -> Case:
    del peers
    header = base64url_encode(json.dumps({"alg": "none", "kid": TOKEN_KEY}).encode())
    payload = issued().token.split(".")[1]
    return Case(f"{header}.{payload}.", issued().lists())


CASES: dict[str, Make] = {
    # --- JSON-LD, good
    "badge in Slovenian": lambda _: as_badge(issued()),
    "badge in English": lambda _: as_badge(issued(language="en")),
    "badge that names its holder's DID": lambda _: as_badge(issued(holder_did=HOLDER)),
    "badge of a pilot, no grade, no level": lambda _: as_badge(issued(FIRST_AID_PILOT)),
    "badge that can be suspended": lambda _: as_badge(issued(DATA_LITERACY)),
    "badge, suspended and reinstated": lambda _: as_badge(
        issued(DATA_LITERACY).after(status.suspend).after(status.reinstate)
    ),
    "badge, its key retired since": lambda _: _with_spent_key(retired_at=JUDGED_AT),
    # --- JSON-LD, bad
    "badge, its key withdrawn as compromised": lambda _: _with_spent_key(compromised_at=JUDGED_AT),
    "badge, revoked": lambda _: as_badge(issued().after(status.revoke)),
    "badge, suspended": lambda _: as_badge(issued(DATA_LITERACY).after(status.suspend)),
    "badge, expired": lambda _: as_badge(issued(_FOR_A_MONTH)),
    "badge, not valid yet": lambda peers: _careless_badge(
        peers, {**issued().unsigned, "validFrom": _NOT_YET["validFrom"]}
    ),
    "badge, a value changed": lambda _: as_badge(issued(), name="Zdravnica"),
    "badge, an undefined member added": lambda _: as_badge(issued(), secretGrade="A"),
    "badge, signed with an unlisted key": lambda peers: _careless_badge(
        peers, issued().unsigned, seed=STRANGERS_SEED, method=f"{SCHOOL.did}#other"
    ),
    "badge, signed by another key under our key's name": lambda peers: _careless_badge(
        peers, issued().unsigned, seed=STRANGERS_SEED
    ),
    "badge, signed by a stranger's did:key": lambda peers: _careless_badge(
        peers, issued().unsigned, seed=STRANGERS_SEED, method=None
    ),
    "badge without criteria, signed by us": lambda peers: _careless_badge(
        peers, _without_criteria(issued().unsigned)
    ),
    "badge, status list not to be had": lambda _: Case(issued().badge),
    "badge, revoked, list replaced by a stranger's": _strangers_list,
    "badge, revoked, list changed after signing": _changed_list,
    # --- VC-JWT, good
    "token in Slovenian": lambda _: as_token(issued()),
    "token in English": lambda _: as_token(issued(language="en")),
    "token that names its holder's DID": lambda _: as_token(issued(holder_did=HOLDER)),
    "token that can be suspended": lambda _: as_token(issued(DATA_LITERACY)),
    # --- VC-JWT, bad
    "token, revoked": lambda _: as_token(issued().after(status.revoke)),
    "token, suspended": lambda _: as_token(issued(DATA_LITERACY).after(status.suspend)),
    "token, expired": lambda _: as_token(issued(_FOR_A_MONTH)),
    "token, not valid yet": lambda peers: _careless_token(
        peers, {**claims_of(issued().token), **_NOT_YET}
    ),
    "token, a value changed": lambda _: Case(
        with_claims(issued().token, {**claims_of(issued().token), "name": "Zdravnica"}),
        issued().lists(),
    ),
    "token without a signature": _unsigned_token,
    "token, signed by another key under our key's name": lambda peers: _careless_token(
        peers, claims_of(issued().token), seed=STRANGERS_SEED
    ),
    "token without criteria, signed by us": lambda peers: _careless_token(
        peers, _without_criteria(claims_of(issued().token))
    ),
    "token, `iss` is not the issuer": lambda peers: _careless_token(
        peers, {**claims_of(issued().token), "iss": "did:web:stranger.example"}
    ),
    "token, status list not to be had": lambda _: Case(issued().token),
}
