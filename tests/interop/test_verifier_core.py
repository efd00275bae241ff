"""@digitalcredentials/verifier-core, step by step: it has a log and no verdict of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from issuer import status
from tests.interop.issued import HOLDER, Issued, issued
from tests.interop.opinions import Case, verifier_core_report
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

GOOD = {
    "valid_signature": True,
    "expiration": True,
    "revocation_status": True,  # the step is good: the bit is not set
    "registered_issuer": False,  # expected: no registry was handed over
}


def log(peers: NodePeers, one: Issued, **changes: Any) -> tuple[dict[str, Any], list[str]]:  # noqa: ANN401
    """Give the steps, and what the OB schema says."""
    report = verifier_core_report(peers, Case({**one.badge, **changes}, one.lists()))
    assert report["unanswered"] == []
    faults = [fault for schema in report["schemas"] for fault in schema["errors"]]
    assert bool(faults) is not all(schema["valid"] for schema in report["schemas"])
    return {step["id"]: step["valid"] for step in report["log"]}, faults


def test_the_revocation_follows_the_list(node_peers: NodePeers) -> None:
    one = issued(language="en", holder_did=HOLDER)
    assert log(node_peers, one) == (GOOD, [])
    revoked = one.after(status.revoke)
    assert log(node_peers, revoked) == ({**GOOD, "revocation_status": False}, [])


def test_a_suspension_is_read_and_costs_the_form(node_peers: NodePeers) -> None:
    one = issued(DATA_LITERACY)
    price = ["/credentialStatus must be object"]  # ADR 0004: two entries are not in the OB schema
    assert log(node_peers, one) == ({**GOOD, "suspension_status": True}, price)
    suspended = one.after(status.suspend)
    assert log(node_peers, suspended) == ({**GOOD, "suspension_status": False}, price)


def test_the_end_of_validity_is_seen(node_peers: NodePeers) -> None:
    expired = issued(replace(HEAT_PUMPS, validity_months=1))
    assert log(node_peers, expired) == ({**GOOD, "expiration": False}, [])


def test_a_changed_badge_gets_no_further_than_its_signature(node_peers: NodePeers) -> None:
    one = issued()
    report = verifier_core_report(node_peers, Case({**one.badge, "name": "x"}, one.lists()))
    assert report["log"] == []
    assert report["errors"] == ["invalid_signature: The signature is not valid."]
