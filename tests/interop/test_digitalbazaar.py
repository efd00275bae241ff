"""@digitalbazaar/vc judges our badges: proof, status, and every place a forger could touch."""

from __future__ import annotations

from typing import Any

import pytest

from contexts import JsonObject, canonicalize
from issuer import status
from issuer.model.programme import ProgrammeContent
from tests.interop.changes import changed, leaves, members, removed
from tests.interop.issued import (
    BADGE_KEY,
    HOLDER,
    JUDGED_AT,
    issued,
    school_document,
)
from tests.interop.opinions import Case, digitalbazaar_report, our_report
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS
from tests.peers.node import NodePeers
from verifier import Outcome

pytestmark = pytest.mark.peers

BADGE = issued().badge


@pytest.mark.parametrize("holder_did", [None, HOLDER], ids=["e-mail", "holder-did"])
@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY], ids=["revocable", "suspendable"])
def test_every_edition_verifies_before_and_after_each_change_of_status(
    node_peers: NodePeers, content: ProgrammeContent, language: str, holder_did: str | None
) -> None:
    one = issued(content, language=language, holder_did=holder_did)
    assert one.badge["credentialSubject"]["achievement"]["inLanguage"] == language
    assert one.badge["credentialSubject"].get("id") == holder_did
    if not content.suspension:
        assert bits(node_peers, one.badge, one.lists()) == {"revocation": False}
        gone = one.after(status.revoke)
        assert bits(node_peers, gone.badge, gone.lists()) == {"revocation": True}
        return
    for each, expected in (
        (one, {"revocation": False, "suspension": False}),
        (one.after(status.suspend), {"revocation": False, "suspension": True}),
        (one.after(status.suspend).after(status.reinstate), dict.fromkeys(PURPOSES, False)),
        (one.after(status.revoke), {"revocation": True, "suspension": False}),
    ):
        assert bits(node_peers, each.badge, each.lists()) == expected


PURPOSES = ("revocation", "suspension")


def bits(peers: NodePeers, badge: JsonObject, lists: dict[str, JsonObject]) -> dict[str, bool]:
    """Give the bits that the library reads, in a badge it calls verified."""
    report = digitalbazaar_report(peers, Case(badge, lists))
    assert (report["verified"], report["errors"]) == (True, [])
    return {each["purpose"]: each["set"] for each in report["statuses"]}


def test_a_neighbours_revocation_is_not_ours(node_peers: NodePeers) -> None:
    one = issued()
    index = one.credential.entries[0].index
    lists = one.lists(0, index - 1, index + 1, index ^ 7, 131_071)
    assert bits(node_peers, one.badge, lists) == {"revocation": False}


# --- a forger's work ------------------------------------------------------------------------------


@pytest.mark.parametrize("member", BADGE)
def test_no_member_can_be_replaced_or_taken_away(node_peers: NodePeers, member: str) -> None:
    for forged in ({**BADGE, member: "urn:forged"}, removed(BADGE, (member,))):
        report = proof_report(node_peers, forged)
        assert report["verified"] is False
        assert report["errors"]
        assert our_report(Case(forged)).outcome is not Outcome.PASSED


def test_no_value_at_any_depth_can_be_changed(node_peers: NodePeers) -> None:
    places = list(leaves(BADGE))
    assert len(places) > 100
    unnoticed = [
        place
        for place in places
        if proof_report(node_peers, changed(BADGE, place))["verified"]
        or our_report(Case(changed(BADGE, place))).facts.trust
    ]
    assert unnoticed == []


def test_what_can_be_taken_away_is_said_a_second_time(node_peers: NodePeers) -> None:
    # The proof is over the RDF graph (vc-di-eddsa, section 3.2.3). Two objects with one `id` are
    # one node of it, so that a member that both repeat may be missing in either: nothing that was
    # signed is lost. Any other loss is noticed.
    graph, lists = canonicalize(unsigned(BADGE)), issued().lists()
    unnoticed = [
        place
        for place in members(BADGE)
        if our_report(Case(removed(BADGE, place), lists)).facts.trust
    ]
    type_of_creator = ("credentialSubject", "achievement", "creator", "type")
    assert unnoticed == [type_of_creator, (*type_of_creator, 0)]
    for place in unnoticed:
        poorer = removed(BADGE, place)
        assert canonicalize(unsigned(poorer)) == graph, place
        assert proof_report(node_peers, poorer)["verified"] is True, place


def unsigned(badge: JsonObject) -> JsonObject:
    return {name: value for name, value in badge.items() if name != "proof"}


def proof_report(peers: NodePeers, badge: JsonObject, did: JsonObject | None = None) -> JsonObject:
    case = Case(badge, did_document=did or school_document())
    return digitalbazaar_report(peers, case, check_status=False)


# --- the DID document as the controller -----------------------------------------------------------


def _not_for_assertions(did: JsonObject) -> None:
    did["assertionMethod"] = [method for method in did["assertionMethod"] if method != BADGE_KEY]


def _of_another_controller(did: JsonObject) -> None:
    did["verificationMethod"][0]["controller"] = "did:web:stranger.example"


def _with_another_key(did: JsonObject) -> None:
    did["verificationMethod"][0]["publicKeyMultibase"] = HOLDER.removeprefix("did:key:")


def _without_the_key(did: JsonObject) -> None:
    del did["verificationMethod"][0]


DAMAGE: dict[str, Any] = {
    "KEY_WRONG_PURPOSE": _not_for_assertions,
    "KEY_CONTROLLER_MISMATCH": _of_another_controller,
    "SIGNATURE_INVALID": _with_another_key,
    "KEY_NOT_LISTED": _without_the_key,
}


@pytest.mark.parametrize("code", DAMAGE)
def test_the_did_document_decides_whose_key_it_is(node_peers: NodePeers, code: str) -> None:
    did = school_document()
    assert did["verificationMethod"][0]["id"] == BADGE_KEY
    assert proof_report(node_peers, BADGE, did)["verified"] is True
    DAMAGE[code](did)
    assert proof_report(node_peers, BADGE, did)["verified"] is False
    cause = our_report(Case(BADGE, did_document=did)).root_cause
    assert cause
    assert cause.problem
    assert cause.problem.code == code


@pytest.mark.parametrize(
    ("fate", "verified"), [("retired_at", True), ("compromised_at", False)], ids=str
)
def test_a_retired_key_still_counts_and_a_compromised_one_does_not(
    node_peers: NodePeers, fate: str, *, verified: bool
) -> None:
    did = school_document(**{fate: JUDGED_AT})
    assert proof_report(node_peers, BADGE, did)["verified"] is verified
    assert bool(our_report(Case(BADGE, did_document=did)).facts.trust) is verified
