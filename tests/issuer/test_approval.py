"""A programme's life, step by step and state by state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from issuer import approval
from issuer.errors import (
    AlreadyDecided,
    DomainError,
    GroundsMissing,
    Incomplete,
    InvalidContent,
    NotPermitted,
    OwnWork,
    WrongState,
)
from issuer.model.approval import ProgrammeState as State
from issuer.model.approval import ProgrammeVersion, Step
from issuer.model.organisation import Actor, Scope
from issuer.model.programme import Level, ProgrammeContent
from tests.issuer.examples import (
    AUTHOR,
    DATA_LITERACY,
    HEAT_PUMPS,
    NOW,
    REVIEW_BODY_ID,
    REVIEWER,
    SCHOOL,
    approved_version,
)

LATER = NOW + timedelta(days=1)
SECOND_REVIEWER = replace(REVIEWER, id="key-reviewer-2", name="Drugi recenzent")
NEW = approval.NewProgramme(
    version_id="v1", programme_id="p1", profile=SCHOOL, review_body_id=REVIEW_BODY_ID
)
CREATORS: dict[str, str | None] = {}


def drafted(content: ProgrammeContent = HEAT_PUMPS) -> ProgrammeVersion:
    return approval.draft(NEW, content, AUTHOR, now=NOW)


def submitted(content: ProgrammeContent = HEAT_PUMPS) -> ProgrammeVersion:
    version = drafted(content)
    return approval.submit(version, AUTHOR, profile=SCHOOL, now=NOW, decision_id="s1")


def in_review(content: ProgrammeContent = HEAT_PUMPS) -> ProgrammeVersion:
    version = submitted(content)
    return approval.take_into_review(
        version, REVIEWER, creators=CREATORS, now=NOW, decision_id="t1"
    )


def verdict(step: Step, reason: str | None = "ker tako") -> approval.Verdict:
    return approval.Verdict(
        decision_id=f"d-{step.value}", step=step, decision_number="6033-1/2026", reason=reason
    )


def decided(
    version: ProgrammeVersion, step: Step, actor: Actor = REVIEWER, reason: str | None = "ker tako"
) -> ProgrammeVersion:
    return approval.decide(version, verdict(step, reason), actor, creators=CREATORS, now=LATER)


# Every step from every state: where it leads, or that it is refused.
STEPS: dict[str, Callable[[ProgrammeVersion], ProgrammeVersion]] = {
    "edit": lambda v: approval.edit(v, HEAT_PUMPS, AUTHOR, now=LATER),
    "submit": lambda v: approval.submit(v, AUTHOR, profile=SCHOOL, now=LATER, decision_id="x"),
    "take": lambda v: approval.take_into_review(
        v, REVIEWER, creators=CREATORS, now=LATER, decision_id="x"
    ),
    "approve": lambda v: decided(v, Step.APPROVE),
    "return": lambda v: decided(v, Step.RETURN),
    "reject": lambda v: decided(v, Step.REJECT),
    "retire": lambda v: approval.retire(v, AUTHOR, now=LATER, decision_id="x"),
    "new version": lambda v: approval.new_version(v, AUTHOR, version_id="v4", now=LATER),
}
LEADS_TO: dict[str, dict[State, State]] = {
    "edit": {State.DRAFT: State.DRAFT, State.RETURNED: State.RETURNED},
    "submit": {State.DRAFT: State.SUBMITTED, State.RETURNED: State.SUBMITTED},
    "take": {State.SUBMITTED: State.IN_REVIEW},
    "approve": {State.IN_REVIEW: State.APPROVED},
    "return": {State.IN_REVIEW: State.RETURNED},
    "reject": {State.IN_REVIEW: State.REJECTED},
    "retire": {State.APPROVED: State.RETIRED},
    "new version": {
        State.APPROVED: State.DRAFT,
        State.RETIRED: State.DRAFT,
        State.REJECTED: State.DRAFT,
    },
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(step: str, state: State) -> None:
    version = replace(approved_version(), state=state, decisions=())
    expected = LEADS_TO[step].get(state)
    if expected is None:
        with pytest.raises(WrongState):
            STEPS[step](version)
    else:
        assert STEPS[step](version).state is expected


@pytest.mark.parametrize("step", STEPS)
def test_every_step_wants_its_scope_and_organisation(step: str) -> None:
    state = next(iter(LEADS_TO[step]))
    version = replace(approved_version(), state=state, decisions=())
    reviewing = step in ("take", "approve", "return", "reject")
    for actor_change in (
        {"scopes": frozenset(Scope) - {Scope.REVIEW if reviewing else Scope.AUTHOR}},
        {"organisation_id": "another"},
    ):
        actor = replace(REVIEWER if reviewing else AUTHOR, **actor_change)
        with pytest.raises(NotPermitted):
            _run(step, version, actor)


def _run(step: str, version: ProgrammeVersion, actor: Actor) -> ProgrammeVersion:
    match step:
        case "edit":
            return approval.edit(version, HEAT_PUMPS, actor, now=LATER)
        case "submit":
            return approval.submit(version, actor, profile=SCHOOL, now=LATER, decision_id="x")
        case "take":
            return approval.take_into_review(
                version, actor, creators=CREATORS, now=LATER, decision_id="x"
            )
        case "retire":
            return approval.retire(version, actor, now=LATER, decision_id="x")
        case "new version":
            return approval.new_version(version, actor, version_id="v4", now=LATER)
        case _:
            return decided(version, Step(step), actor)


def test_a_draft_begins_a_programme() -> None:
    version = drafted()
    assert (version.number, version.state, version.revision) == (1, State.DRAFT, 1)
    assert version.author_ids == {AUTHOR.id}
    assert (version.organisation_id, version.profile_id) == (SCHOOL.organisation_id, SCHOOL.id)


def test_a_draft_may_be_empty_and_cannot_be_submitted_then() -> None:
    version = drafted(ProgrammeContent())
    with pytest.raises(Incomplete) as caught:
        approval.submit(version, AUTHOR, profile=SCHOOL, now=NOW, decision_id="s1")
    assert len(caught.value.missing) == 7


def test_an_outcome_that_nothing_assesses_blocks_submission() -> None:
    version = drafted(replace(HEAT_PUMPS, assessments=HEAT_PUMPS.assessments[:1]))
    with pytest.raises(InvalidContent, match="Nothing assesses"):
        approval.submit(version, AUTHOR, profile=SCHOOL, now=NOW, decision_id="s1")


def test_a_pilot_whose_end_has_passed_is_not_submitted() -> None:
    version = drafted(replace(HEAT_PUMPS, pilot=True, pilot_until=date(2026, 1, 1)))
    with pytest.raises(InvalidContent, match="has passed"):
        approval.submit(version, AUTHOR, profile=SCHOOL, now=NOW, decision_id="s1")


def test_the_level_is_completed_with_its_counterparts() -> None:
    version = drafted(replace(HEAT_PUMPS, level=Level(sok=7)))
    assert (version.content.level.eqf, version.content.level.qf_ehea) == (6, "first cycle")


def test_every_step_is_a_decision_on_record() -> None:
    version = decided(in_review(), Step.APPROVE)
    version = approval.retire(version, AUTHOR, now=LATER, decision_id="r1", reason="zastarel")
    assert [(d.step, d.round, d.actor_id) for d in version.decisions] == [
        (Step.SUBMIT, 1, AUTHOR.id),
        (Step.TAKE, 1, REVIEWER.id),
        (Step.APPROVE, 1, REVIEWER.id),
        (Step.RETIRE, 1, AUTHOR.id),
    ]
    approve, retire = version.decisions[2:]
    assert (approve.decision_number, approve.reason) == ("6033-1/2026", "ker tako")
    assert (approve.decided_at, approve.organisation_id) == (LATER, REVIEW_BODY_ID)
    assert retire.reason == "zastarel"
    assert (version.revision, version.changed_at) == (5, LATER)


def test_two_reviewers_are_needed_at_a_higher_level_and_one_counts_once() -> None:
    version = decided(in_review(DATA_LITERACY), Step.APPROVE)
    assert version.state is State.IN_REVIEW
    assert approval.approvals_missing(version) == 1
    with pytest.raises(AlreadyDecided):
        decided(version, Step.APPROVE)
    their_key = replace(REVIEWER, id="key-3", created_by=REVIEWER.id)
    with pytest.raises(AlreadyDecided):
        decided(version, Step.APPROVE, their_key)
    assert decided(version, Step.APPROVE, SECOND_REVIEWER).state is State.APPROVED


def test_one_of_two_reviewers_can_still_return_it() -> None:
    version = decided(in_review(DATA_LITERACY), Step.APPROVE)
    assert decided(version, Step.RETURN, SECOND_REVIEWER).state is State.RETURNED


def test_approvals_of_an_earlier_round_do_not_count() -> None:
    version = decided(in_review(DATA_LITERACY), Step.APPROVE)
    version = decided(version, Step.RETURN, SECOND_REVIEWER)
    version = approval.submit(version, AUTHOR, profile=SCHOOL, now=LATER, decision_id="s2")
    version = approval.take_into_review(
        version, REVIEWER, creators=CREATORS, now=LATER, decision_id="t2"
    )
    version = decided(version, Step.APPROVE, SECOND_REVIEWER)
    assert (version.state, approval.current_round(version)) == (State.IN_REVIEW, 2)
    assert decided(version, Step.APPROVE).state is State.APPROVED
    assert {decision.round for decision in version.decisions} == {1, 2}


OWN_HANDS = [
    replace(REVIEWER, id=AUTHOR.id),
    replace(REVIEWER, created_by=AUTHOR.id),
    replace(REVIEWER, id="key-admin"),
    replace(REVIEWER, id="key-root"),
]


@pytest.mark.parametrize("actor", OWN_HANDS)
def test_nobody_reviews_what_they_authored_nor_what_a_key_of_theirs_did(actor: Actor) -> None:
    creators: dict[str, str | None] = {AUTHOR.id: "key-admin", "key-admin": "key-root"}
    with pytest.raises(OwnWork):
        approval.take_into_review(
            submitted(), actor, creators=creators, now=LATER, decision_id="t1"
        )
    for step in (Step.APPROVE, Step.RETURN, Step.REJECT):
        with pytest.raises(OwnWork):
            approval.decide(in_review(), verdict(step), actor, creators=creators, now=LATER)


def test_whoever_edited_or_submitted_is_an_author_too() -> None:
    editor = replace(AUTHOR, id="key-editor")
    version = approval.edit(drafted(), HEAT_PUMPS, editor, now=NOW)
    submitter = replace(AUTHOR, id="key-submitter")
    version = approval.submit(version, submitter, profile=SCHOOL, now=NOW, decision_id="s1")
    assert version.author_ids == {AUTHOR.id, "key-editor", "key-submitter"}


@pytest.mark.parametrize(
    ("step", "allowed"), [(Step.APPROVE, True), (Step.RETURN, False), (Step.REJECT, False)]
)
@pytest.mark.parametrize("reason", [None, "  "])
def test_returning_and_rejecting_want_a_reason(
    step: Step, reason: str | None, *, allowed: bool
) -> None:
    if allowed:
        assert decided(in_review(), step, reason=reason).state is State.APPROVED
        return
    with pytest.raises(GroundsMissing):
        decided(in_review(), step, reason=reason)


def test_a_decision_wants_its_number_and_a_verdict() -> None:
    for bad in (
        replace(verdict(Step.APPROVE), decision_number=" "),
        verdict(Step.SUBMIT),
        verdict(Step.RETIRE),
    ):
        with pytest.raises(DomainError):
            approval.decide(in_review(), bad, REVIEWER, creators=CREATORS, now=LATER)


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.RETIRED])
def test_a_taken_decision_stands(state: State) -> None:
    with pytest.raises(AlreadyDecided):
        decided(replace(approved_version(), state=state), Step.REJECT)


def test_a_new_version_keeps_ids_and_authors_and_leaves_the_old_one_alone() -> None:
    old = approved_version()
    second = replace(AUTHOR, id="key-second")
    new = approval.new_version(old, second, version_id="v4", now=LATER)
    assert (new.number, new.state, new.decisions, new.revision) == (4, State.DRAFT, (), 1)
    assert (new.id, new.programme_id) == ("v4", old.programme_id)
    assert new.content == old.content
    assert new.author_ids == {AUTHOR.id, "key-second"}
    assert old == approved_version()


def test_no_step_touches_the_content_of_an_approved_version() -> None:
    version = decided(in_review(), Step.APPROVE)
    retired = approval.retire(version, AUTHOR, now=LATER, decision_id="r1")
    assert retired.content == version.content == drafted().content
