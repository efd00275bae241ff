"""A programme's life: draft → submitted → in review → approved, returned or rejected → retired.

Each step takes a version and gives the next one, or raises; nothing is stored here. An approved
version never changes again but for being retired. Nobody approves what they authored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from issuer.completeness import require_complete
from issuer.content_faults import content_faults
from issuer.errors import (
    AlreadyDecided,
    GroundsMissing,
    InvalidContent,
    NotPermitted,
    OwnWork,
    WrongState,
)
from issuer.four_eyes import Creators, same_hand
from issuer.levels import with_counterparts
from issuer.model.approval import Decision, ProgrammeState, ProgrammeVersion, Step
from issuer.model.organisation import Actor, Profile, Scope
from issuer.model.programme import ProgrammeContent
from issuer.review_rules import reviewers_needed

EDITABLE = frozenset({ProgrammeState.DRAFT, ProgrammeState.RETURNED})
CLOSED = frozenset({ProgrammeState.APPROVED, ProgrammeState.RETIRED, ProgrammeState.REJECTED})

_AFTER: dict[Step, ProgrammeState] = {
    Step.SUBMIT: ProgrammeState.SUBMITTED,
    Step.TAKE: ProgrammeState.IN_REVIEW,
    Step.APPROVE: ProgrammeState.APPROVED,
    Step.RETURN: ProgrammeState.RETURNED,
    Step.REJECT: ProgrammeState.REJECTED,
    Step.RETIRE: ProgrammeState.RETIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgramme:
    """The identifiers a first version starts with; the caller makes them."""

    version_id: str
    programme_id: str
    profile: Profile
    review_body_id: str
    """The organisation's review body, or the organisation itself: its own quality commission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer decides."""

    decision_id: str
    step: Step
    """APPROVE, RETURN or REJECT."""
    decision_number: str
    reason: str | None = None
    """Required when the programme is returned or rejected."""


def draft(
    new: NewProgramme, content: ProgrammeContent, actor: Actor, *, now: datetime
) -> ProgrammeVersion:
    """Begin a programme: version 1, a draft. Raises NotPermitted."""
    _require(actor, Scope.AUTHOR, new.profile.organisation_id)
    return ProgrammeVersion(
        id=new.version_id,
        programme_id=new.programme_id,
        organisation_id=new.profile.organisation_id,
        profile_id=new.profile.id,
        review_body_id=new.review_body_id,
        number=1,
        state=ProgrammeState.DRAFT,
        content=_kept_consistent(content),
        author_ids=frozenset({actor.id}),
        decisions=(),
        created_at=now,
        changed_at=now,
        revision=1,
    )


def edit(
    version: ProgrammeVersion, content: ProgrammeContent, actor: Actor, *, now: datetime
) -> ProgrammeVersion:
    """Replace the content of a draft or a returned version. Raises NotPermitted, WrongState."""
    _require(actor, Scope.AUTHOR, version.organisation_id)
    _require_state(version, EDITABLE, "edit")
    return _changed(
        version,
        now,
        content=_kept_consistent(content),
        author_ids=version.author_ids | {actor.id},
    )


def submit(
    version: ProgrammeVersion, actor: Actor, *, profile: Profile, now: datetime, decision_id: str
) -> ProgrammeVersion:
    """Hand a complete version over for review.

    Raises NotPermitted, WrongState, Incomplete (naming each missing element), InvalidContent.
    """
    _require(actor, Scope.AUTHOR, version.organisation_id)
    _require_state(version, EDITABLE, "submit")
    require_complete(version.content, profile)
    faults = content_faults(version.content, today=now.date())
    if faults:
        raise InvalidContent(faults[0].sentence["en"], faults=faults)
    submitted = _changed(version, now, author_ids=version.author_ids | {actor.id})
    return _stepped(submitted, _decision(submitted, Step.SUBMIT, actor, now, decision_id))


def take_into_review(
    version: ProgrammeVersion,
    actor: Actor,
    *,
    creators: Creators,
    now: datetime,
    decision_id: str,
) -> ProgrammeVersion:
    """Begin the review of a submitted version. Raises NotPermitted, OwnWork, WrongState."""
    _require_reviewer(version, actor, creators)
    _require_state(version, frozenset({ProgrammeState.SUBMITTED}), "take into review")
    taken = _changed(version, now)
    return _stepped(taken, _decision(taken, Step.TAKE, actor, now, decision_id))


def decide(
    version: ProgrammeVersion,
    verdict: Verdict,
    actor: Actor,
    *,
    creators: Creators,
    now: datetime,
) -> ProgrammeVersion:
    """Record one reviewer's verdict; enough approvals of one round approve the version.

    `creators` tells for the version's authors and earlier deciders who made them. Raises
    NotPermitted, OwnWork, WrongState, AlreadyDecided, GroundsMissing.
    """
    _require_reviewer(version, actor, creators)
    if version.state in CLOSED:
        raise AlreadyDecided(f"This version is {version.state.value}.", state=version.state.value)
    _require_state(version, frozenset({ProgrammeState.IN_REVIEW}), "decide on")
    _require_grounds(verdict)
    if any(same_hand(actor, earlier, creators) for earlier in approvers(version)):
        raise AlreadyDecided("You have approved this version. Another reviewer decides next.")
    decision = replace(
        _decision(version, verdict.step, actor, now, verdict.decision_id),
        decision_number=verdict.decision_number.strip(),
        reason=verdict.reason.strip() if verdict.reason else None,
    )
    decided = _changed(version, now)
    if verdict.step is Step.APPROVE and approvals_missing(version) > 1:
        return replace(decided, decisions=(*version.decisions, decision))
    return _stepped(decided, decision)


def retire(
    version: ProgrammeVersion,
    actor: Actor,
    *,
    now: datetime,
    decision_id: str,
    reason: str | None = None,
) -> ProgrammeVersion:
    """Take an approved version out of use; it stays readable. Raises NotPermitted, WrongState."""
    _require(actor, Scope.AUTHOR, version.organisation_id)
    _require_state(version, frozenset({ProgrammeState.APPROVED}), "retire")
    decision = replace(_decision(version, Step.RETIRE, actor, now, decision_id), reason=reason)
    return _stepped(_changed(version, now), decision)


def new_version(
    latest: ProgrammeVersion, actor: Actor, *, version_id: str, now: datetime
) -> ProgrammeVersion:
    """Begin the next version as a copy: outcomes and assessments keep their ids.

    Whoever wrote the earlier version also wrote what is copied. Raises NotPermitted, WrongState.
    """
    _require(actor, Scope.AUTHOR, latest.organisation_id)
    _require_state(latest, CLOSED, "make a new version of")
    return replace(
        latest,
        id=version_id,
        number=latest.number + 1,
        state=ProgrammeState.DRAFT,
        author_ids=latest.author_ids | {actor.id},
        decisions=(),
        created_at=now,
        changed_at=now,
        revision=1,
    )


def current_round(version: ProgrammeVersion) -> int:
    """Count the submissions so far."""
    return sum(decision.step is Step.SUBMIT for decision in version.decisions)


def approvers(version: ProgrammeVersion) -> frozenset[str]:
    """Name the actors who approved in the present round."""
    present = current_round(version)
    return frozenset(
        decision.actor_id
        for decision in version.decisions
        if decision.step is Step.APPROVE and decision.round == present
    )


def approvals_missing(version: ProgrammeVersion) -> int:
    """Say how many more reviewers have to approve in the present round."""
    return max(0, reviewers_needed(version.content) - len(approvers(version)))


def _kept_consistent(content: ProgrammeContent) -> ProgrammeContent:
    return replace(content, level=with_counterparts(content.level))


def _require(actor: Actor, scope: Scope, organisation_id: str) -> None:
    if not actor.may(scope):
        raise NotPermitted(
            f"This step needs the scope “{scope.value}”. Use a key that has it.", scope=scope.value
        )
    if actor.organisation_id != organisation_id:
        raise NotPermitted("This programme belongs to another organisation.")


def _require_reviewer(version: ProgrammeVersion, actor: Actor, creators: Creators) -> None:
    _require(actor, Scope.REVIEW, version.review_body_id)
    if any(same_hand(actor, author, creators) for author in version.author_ids):
        raise OwnWork(
            "Nobody approves what they authored, nor what a key of theirs authored. "
            "Ask another reviewer."
        )


def _require_state(
    version: ProgrammeVersion, allowed: frozenset[ProgrammeState], verb: str
) -> None:
    if version.state not in allowed:
        raise WrongState(
            f"You can not {verb} a version that is {version.state.value}. "
            f"It has to be: {', '.join(sorted(state.value for state in allowed))}.",
            state=version.state.value,
        )


def _require_grounds(verdict: Verdict) -> None:
    if verdict.step not in (Step.APPROVE, Step.RETURN, Step.REJECT):
        raise WrongState("A reviewer approves, returns or rejects.", step=verdict.step.value)
    if not verdict.decision_number.strip():
        raise GroundsMissing("A decision needs the number it is filed under.")
    needs_reason = verdict.step is not Step.APPROVE
    if needs_reason and not (verdict.reason and verdict.reason.strip()):
        raise GroundsMissing("Say why the programme is returned or rejected.")


def _decision(
    version: ProgrammeVersion, step: Step, actor: Actor, now: datetime, decision_id: str
) -> Decision:
    return Decision(
        id=decision_id,
        version_id=version.id,
        step=step,
        round=current_round(version) + (step is Step.SUBMIT),
        actor_id=actor.id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id,
        decided_at=now,
    )


def _changed(version: ProgrammeVersion, now: datetime, **changes: object) -> ProgrammeVersion:
    return replace(version, changed_at=now, revision=version.revision + 1, **changes)  # type: ignore[arg-type]  # replace() cannot be typed by name


def _stepped(version: ProgrammeVersion, decision: Decision) -> ProgrammeVersion:
    return replace(version, state=_AFTER[decision.step], decisions=(*version.decisions, decision))
