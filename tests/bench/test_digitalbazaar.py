"""The peer that the bench runs beside us does the work it is timed for."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest

from bench.peers.digitalbazaar import running_digitalbazaar
from tests.peers import node

pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(node.missing() is not None, reason=str(node.missing())),
]

SEED = bytes([7] * 32)


@pytest.fixture
def badge() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "peers" / "examples" / "badge.json"
    badge: dict[str, Any] = json.loads(path.read_text())
    return badge


@pytest.mark.parametrize("task", ["issue", "verify"])
def test_each_task_is_timed(badge: dict[str, Any], task: Literal["issue", "verify"]) -> None:
    with running_digitalbazaar() as peer:
        pace = peer.measure(task, badge, seed=SEED, count=3)
    assert pace.count == 3
    assert pace.per_second > 1


def test_what_does_not_verify_is_not_timed(badge: dict[str, Any]) -> None:
    badge["issuer"]["id"] = "did:web:school.example"
    with (
        running_digitalbazaar() as peer,
        pytest.raises(node.PeerError, match="VerificationError"),
    ):
        peer.measure("verify", badge, seed=SEED, count=1)
