"""ecdsa-sd-2023 between us and others: each step by one of us, the next by another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interop.selective import ISSUER, MANDATORY, SELECTIVE, base, sd_badge
from tests.peers import openbadgeslib
from tests.peers.node import NodePeers
from tests.verifier.makers import causes, entry, judged
from verifier import AllowedIssuers
from verifier.securing.deriving import derive

NOW = "2026-06-01T12:00:00Z"
CONCEALED = ["credentialStatus indeterminate MAY_BE_CONCEALED"]

Json = dict[str, Any]


def ours(shown: Json) -> list[str]:
    issuer = shown["issuer"]["id"]
    return causes(judged(shown, {}, AllowedIssuers({issuer: "Šola"})))


def theirs(peers: NodePeers, shown: Json) -> bool:
    question = {"credential": shown, "suite": "ecdsa-sd-2023", "now": NOW}
    return bool(peers.call("suites_verify", question)["verified"])


def issued_by_digitalbazaar(peers: NodePeers) -> Json:
    request = {
        "credential": sd_badge(),
        "suite": "ecdsa-sd-2023",
        "kind": "P-256",
        "created": "2026-01-15T09:00:00Z",
        "mandatoryPointers": list(MANDATORY),
    }
    signed: Json = peers.call("suites_issue", request)
    return signed


def derived_by_digitalbazaar(peers: NodePeers, signed: Json) -> Json:
    request = {"credential": signed, "selectivePointers": list(SELECTIVE)}
    shown: Json = peers.call("suites_derive", request)
    return shown


@pytest.mark.peers
def test_their_base_our_part(node_peers: NodePeers) -> None:
    shown = derive(issued_by_digitalbazaar(node_peers), SELECTIVE)
    assert theirs(node_peers, shown)
    assert ours(shown) == CONCEALED
    assert not theirs(node_peers, {**shown, "name": "changed"})


@pytest.mark.peers
def test_our_base_their_part(node_peers: NodePeers) -> None:
    shown = derived_by_digitalbazaar(node_peers, base(sd_badge()))
    assert theirs(node_peers, shown)
    assert ours(shown) == CONCEALED


@pytest.mark.peers
def test_of_one_base_both_make_the_same_part(node_peers: NodePeers) -> None:
    signed = base(sd_badge())
    foreign, own = derived_by_digitalbazaar(node_peers, signed), derive(signed, SELECTIVE)
    assert foreign["proof"]["proofValue"] == own["proof"]["proofValue"]
    assert foreign == own


@pytest.mark.peers
@pytest.mark.usefixtures("openbadgeslib_is_here")
def test_openbadgeslib_reads_our_part() -> None:
    signed = base(sd_badge(credentialStatus=entry()), (*MANDATORY, "/credentialStatus"))
    shown = derive(signed, SELECTIVE)
    assert openbadgeslib.verify(shown, issuer=ISSUER).error is None
    shown["name"] = "changed"
    assert "proof" in str(openbadgeslib.verify(shown, issuer=ISSUER).error).lower()
