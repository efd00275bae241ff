"""@digitalbazaar's cryptosuites, alone: they verify what they issue, and nothing changed."""

from __future__ import annotations

import pytest

from tests.peers.node import NodePeers
from tests.verifier.makers import badge

pytestmark = pytest.mark.peers

NOW = "2026-06-01T12:00:00Z"
SUITE_2020_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


@pytest.mark.parametrize(
    ("suite", "kind"),
    [
        ("eddsa-rdfc-2022", "Ed25519"),
        ("eddsa-jcs-2022", "Ed25519"),
        ("ecdsa-rdfc-2019", "P-256"),
        ("ecdsa-rdfc-2019", "P-384"),
        ("ecdsa-jcs-2019", "P-256"),
        ("ecdsa-jcs-2019", "P-384"),
        ("Ed25519Signature2020", "Ed25519"),
    ],
)
def test_issue_and_verify(node_peers: NodePeers, suite: str, kind: str) -> None:
    credential = badge()
    credential["@context"].append(SUITE_2020_CONTEXT)
    request = {"credential": credential, "suite": suite, "kind": kind, "created": NOW}
    signed = node_peers.call("suites_issue", request)
    question = {"credential": signed, "suite": suite, "now": NOW}
    assert node_peers.call("suites_verify", question)["verified"] is True
    question["credential"] = {**signed, "name": "changed"}
    assert node_peers.call("suites_verify", question)["verified"] is False


def test_derive(node_peers: NodePeers) -> None:
    request = {
        "credential": badge(),
        "suite": "ecdsa-sd-2023",
        "kind": "P-256",
        "created": NOW,
        "mandatoryPointers": ["/issuer"],
    }
    signed = node_peers.call("suites_issue", request)
    shown = node_peers.call(
        "suites_derive", {"credential": signed, "selectivePointers": ["/credentialSubject"]}
    )
    assert "name" not in shown
    question = {"credential": shown, "suite": "ecdsa-sd-2023", "now": NOW}
    assert node_peers.call("suites_verify", question)["verified"] is True
