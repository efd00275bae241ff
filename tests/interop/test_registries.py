"""Registries of issuers: the Digital Credentials Consortium's own client beside ours.

The statements are signed by the library jose. Where the two differ, it is because the client reads
signatures and does not check them (docs/interop.md).
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.peers.node import NodePeers
from tests.verifier.makers import ISSUER, ISSUER_URL, NOW, badge, did_document, encoded, signed
from tests.verifier.registries.federating import (
    ANCHOR,
    DAY,
    fetch_place,
    jwk,
    jwks,
    key,
    place,
    registry,
)
from verifier import ChosenRegistries, Fetched, ListedRegistry, Report, Resource, verify
from verifier.multibase import base64url_encode
from verifier.registries import Registry
from verifier.registries.federation import Subject

pytestmark = pytest.mark.peers

LIST_URL = "https://registry.example/registry.json"
LISTING = {"meta": {}, "registry": {ISSUER: {"name": "Šola", "url": "https://s.si"}}}


def private(entity: str) -> dict[str, Any]:
    secret: ec.EllipticCurvePrivateKey = key(entity)
    number = secret.private_numbers().private_value
    return {**jwk(entity), "d": base64url_encode(number.to_bytes(32, "big"))}


def by_jose(peers: NodePeers, signer: str, issuer: str, subject: str, **claims: Any) -> str:  # noqa: ANN401
    payload = {
        "iss": issuer,
        "sub": subject,
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + DAY,
        **claims,
    }
    header = {"alg": "ES256", "typ": "entity-statement+jwt", "kid": f"{issuer}#1"}
    request = {"payload": json.dumps(payload), "header": header, "jwk": private(signer)}
    token: str = peers.call("jose_sign", request)["jwt"]
    return token


def federation(peers: NodePeers, *, signer: str = ANCHOR) -> dict[str, str]:
    anchor = {
        "federation_entity": {
            "organization_name": "Federation",
            "federation_fetch_endpoint": f"{ANCHOR}/fetch",
        }
    }
    school = {"federation_entity": {"organization_name": "Šola v federaciji"}}
    told = by_jose(peers, signer, ANCHOR, ISSUER, metadata=school)
    return {
        place(ANCHOR): by_jose(peers, ANCHOR, ANCHOR, ANCHOR, metadata=anchor, jwks=jwks(ANCHOR)),
        f"{ANCHOR}/fetch?sub={ISSUER}": told,  # the client does not encode the identifier
        fetch_place(ANCHOR, ISSUER): told,
    }


def ours(source: Registry, files: dict[str, str]) -> Report:
    documents = {url: text.encode() for url, text in files.items()}
    documents[ISSUER_URL] = encoded(did_document())
    given: dict[str, Resource] = {
        url: Fetched(url, "", body, NOW) for url, body in documents.items()
    }
    return verify(encoded(signed(badge())), given, now=NOW, policy=ChosenRegistries([source]))


def theirs(peers: NodePeers, registries: list[dict[str, str]], files: dict[str, str]) -> Any:  # noqa: ANN401
    request = {"did": ISSUER, "registries": registries, "files": files}
    return peers.call("registries_look_up", request)


OIDF = [{"type": "oidf", "name": "Federation", "trustAnchorEC": place(ANCHOR)}]


def test_a_list_is_read_alike(node_peers: NodePeers) -> None:
    files = {LIST_URL: json.dumps(LISTING)}
    listed = ListedRegistry(name="List", url=LIST_URL, max_age=timedelta(hours=1))
    trust = ours(listed, files).facts.trust
    found = theirs(node_peers, [{"type": "dcc-legacy", "name": "List", "url": LIST_URL}], files)
    assert trust is not None
    assert found == {"matches": [{"name": trust.name, "registry": trust.source}], "unchecked": []}


def test_a_federation_s_statement_is_read_alike(node_peers: NodePeers) -> None:
    files = federation(node_peers)
    trust = ours(registry(Subject.ISSUER), files).facts.trust
    assert trust is not None
    assert trust.name == "Šola v federaciji"
    found = theirs(node_peers, OIDF, files)
    assert found["matches"] == [{"name": trust.name, "registry": "Federation"}]


def test_a_stranger_s_statement_is_believed_by_the_client_and_not_by_us(
    node_peers: NodePeers,
) -> None:
    files = federation(node_peers, signer="https://stranger.example")
    assert theirs(node_peers, OIDF, files)["matches"]
    trust = ours(registry(Subject.ISSUER), files).facts.trust
    assert trust is not None
    assert not trust.known
    assert [missed.code for missed in trust.not_consulted] == ["FEDERATION_CHAIN_BROKEN"]
