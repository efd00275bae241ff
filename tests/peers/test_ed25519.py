"""@digitalbazaar on odd Ed25519 signatures: what it accepts, and we with it."""

import pytest

from tests.peers.node import NodePeers
from tests.verifier.test_ed25519 import EDGE_CASES, LOST_SIGN

pytestmark = pytest.mark.peers


def test_peers_say_what_the_vectors_tell_of_them(node_peers: NodePeers) -> None:
    verdicts = [case["verdict"] for case in EDGE_CASES]
    answers = node_peers.call("ed25519_verify", {"cases": EDGE_CASES})
    assert [each["node"] for each in answers] == [each == "fits" for each in verdicts]
    assert [each["browser"] for each in answers] == [
        case["verdict"] != "no" and case["name"] != LOST_SIGN for case in EDGE_CASES
    ]
