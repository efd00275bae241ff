"""What a template filled and no single issue made, foreign verifiers accept all the same."""

from __future__ import annotations

import pytest

from issuer.cohort import Made
from tests.interop.changes import changed
from tests.interop.cohort import badge_of, issued_cohort, refused, token_of
from tests.interop.opinions import (
    Case,
    digitalbazaar_report,
    openbadgeslib_opinion,
    verifier_core_report,
)
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

COUNT = 300
SAMPLE = slice(-COUNT // 3, None, COUNT // 9)
"""Of the ordinary rows at the end: openbadgeslib's PyLD does not escape control characters as
RDFC-1.0 says, and some odd rows have them."""


@pytest.fixture(scope="module")
def cohort() -> list[Made]:
    return list(issued_cohort(COUNT))


def test_every_badge_of_a_cohort_is_verified(node_peers: NodePeers, cohort: list[Made]) -> None:
    assert len(cohort) == COUNT
    assert refused(node_peers, cohort) == {}


def test_a_changed_badge_of_a_cohort_is_refused(node_peers: NodePeers, cohort: list[Made]) -> None:
    badge = badge_of(cohort[-1])
    for place in (("validFrom",), ("credentialSubject", "identifier", 1, "identityHash")):
        forged = changed(badge, place)
        report = digitalbazaar_report(node_peers, Case(forged), check_status=False)
        assert report["verified"] is False


def test_verifier_core_accepts_a_sample(node_peers: NodePeers, cohort: list[Made]) -> None:
    for made in cohort[SAMPLE]:
        report = verifier_core_report(node_peers, Case(badge_of(made)))
        steps = {step["id"]: step["valid"] for step in report["log"]}
        assert (steps["valid_signature"], steps["expiration"]) == (True, True)
        assert all(schema["valid"] for schema in report["schemas"])


@pytest.mark.usefixtures("openbadgeslib_is_here")
def test_openbadgeslib_accepts_a_sample_in_both_forms(cohort: list[Made]) -> None:
    for made in cohort[SAMPLE]:
        for secured in (badge_of(made), token_of(made)):
            assert openbadgeslib_opinion(Case(secured)).verified
