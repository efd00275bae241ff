"""An award is proposed, then approved or declined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from issuer import awarding
from issuer.errors import AlreadyDecided, Incomplete, InvalidContent, NotPermitted, WrongState
from issuer.model.approval import ProgrammeState
from issuer.model.award import Award, AwardState
from issuer.model.organisation import Actor, Scope
from tests.issuer.examples import (
    AUTHOR,
    ISSUER,
    LEARNER,
    NOW,
    RESULT,
    approved_award,
    approved_version,
)

PROPOSAL = awarding.Proposal(
    award_id="a1",
    version=approved_version(),
    learner=LEARNER,
    result=RESULT,
    language="sl",
)


def proposed() -> Award:
    return awarding.propose(PROPOSAL, ISSUER, now=NOW)


@pytest.mark.parametrize("actor", [ISSUER, AUTHOR])
def test_who_issues_or_authors_may_propose(actor: Actor) -> None:
    award = awarding.propose(PROPOSAL, actor, now=NOW)
    assert (award.state, award.proposed_by, award.decided_by) == (
        AwardState.PROPOSED,
        actor.id,
        None,
    )
    assert (award.version_id, award.learner_id) == (PROPOSAL.version.id, LEARNER.id)


@pytest.mark.parametrize("state", [state for state in ProgrammeState if state != "approved"])
def test_only_an_approved_version_is_awarded(state: ProgrammeState) -> None:
    proposal = replace(PROPOSAL, version=replace(approved_version(), state=state))
    with pytest.raises(WrongState):
        awarding.propose(proposal, ISSUER, now=NOW)


def test_scope_and_organisation_are_required() -> None:
    others = frozenset(Scope) - {Scope.ISSUE, Scope.AUTHOR}
    for proposal, actor in (
        (PROPOSAL, replace(ISSUER, scopes=others)),
        (PROPOSAL, replace(ISSUER, organisation_id="another")),
        (replace(PROPOSAL, learner=replace(LEARNER, organisation_id="another")), ISSUER),
    ):
        with pytest.raises(NotPermitted):
            awarding.propose(proposal, actor, now=NOW)


def test_an_incomplete_or_faulty_award_is_refused() -> None:
    with pytest.raises(Incomplete, match="identification of the learner"):
        awarding.propose(replace(PROPOSAL, learner=replace(LEARNER, name="")), ISSUER, now=NOW)
    with pytest.raises(InvalidContent) as caught:
        awarding.propose(replace(PROPOSAL, result=replace(RESULT, grade="11")), ISSUER, now=NOW)
    assert len(caught.value.faults) == 1


def test_todays_date_in_ljubljana_is_not_the_future() -> None:
    night = datetime(2026, 3, 3, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    result = replace(RESULT, awarded_on=date(2026, 3, 3))
    awarding.propose(replace(PROPOSAL, result=result), ISSUER, now=night)


def test_a_correction_supersedes_an_issued_award_of_the_same_learner_and_version() -> None:
    issued = replace(approved_award(), state=AwardState.ISSUED)
    award = awarding.propose(replace(PROPOSAL, corrects=issued), ISSUER, now=NOW)
    assert award.supersedes == issued.id
    for wrong in (
        approved_award(),
        replace(issued, learner_id="another"),
        replace(issued, version_id="another"),
    ):
        with pytest.raises(WrongState):
            awarding.propose(replace(PROPOSAL, corrects=wrong), ISSUER, now=NOW)


def test_an_award_is_decided_once() -> None:
    later = NOW + timedelta(hours=1)
    approved = awarding.approve(proposed(), ISSUER, now=later)
    assert (approved.state, approved.decided_by, approved.decided_at) == (
        AwardState.APPROVED,
        ISSUER.id,
        later,
    )
    declined = awarding.decline(proposed(), ISSUER, now=later)
    assert declined.state is AwardState.DECLINED
    for award in (approved, declined, replace(approved, state=AwardState.ISSUED)):
        for decide in (awarding.approve, awarding.decline):
            with pytest.raises(AlreadyDecided):
                decide(award, ISSUER, now=later)


def test_deciding_wants_the_scope_and_the_organisation() -> None:
    for actor in (AUTHOR, replace(ISSUER, organisation_id="another")):
        for decide in (awarding.approve, awarding.decline):
            with pytest.raises(NotPermitted):
                decide(proposed(), actor, now=NOW)
