"""An award's life until it is issued: proposed, then approved or declined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from issuer.award_faults import award_faults, missing_award_elements
from issuer.errors import (
    AlreadyDecided,
    Incomplete,
    InvalidContent,
    NotPermitted,
    WrongState,
)
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner, Result
from issuer.model.organisation import Actor, Scope
from issuer.model.text import REQUIRED_LANGUAGES

_EARLIEST_TIME_ZONE = timedelta(hours=14)
"""A school writes its own calendar's date; nowhere is it later than in UTC+14."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed: this learner achieved this programme version, with this result."""

    award_id: str
    version: ProgrammeVersion
    learner: Learner
    result: Result
    language: str
    """The language the badge will speak."""
    corrects: Award | None = None
    """The issued award that this one supersedes."""
    notify: bool | None = None


def propose(proposal: Proposal, actor: Actor, *, now: datetime) -> Award:
    """Record a result as an award to be approved.

    Raises NotPermitted, WrongState, Incomplete, InvalidContent.
    """
    if not (actor.may(Scope.ISSUE) or actor.may(Scope.AUTHOR)):
        raise NotPermitted("Proposing an award needs the scope “issue” or “author”.", scope="issue")
    _require_own(proposal, actor)
    if proposal.version.state is not ProgrammeState.APPROVED:
        raise WrongState(
            "Only an approved programme version can be awarded; "
            f"this one is {proposal.version.state.value}.",
            state=proposal.version.state.value,
        )
    _require_correction(proposal)
    require_sound(proposal, now=now)
    return Award(
        id=proposal.award_id,
        organisation_id=actor.organisation_id,
        version_id=proposal.version.id,
        learner_id=proposal.learner.id,
        result=proposal.result,
        language=proposal.language,
        state=AwardState.PROPOSED,
        proposed_by=actor.id,
        proposed_at=now,
        supersedes=proposal.corrects.id if proposal.corrects else None,
        notify=proposal.notify,
    )


def badge_language(learner: Learner, version: ProgrammeVersion) -> str:
    """Give the language that a badge speaks when nobody chose one."""
    spoken = version.content.title
    wanted = (learner.language, *REQUIRED_LANGUAGES)
    return next((language for language in wanted if spoken.get(language)), learner.language)


def approve(award: Award, actor: Actor, *, now: datetime) -> Award:
    """Let a proposed award be issued. Raises NotPermitted, AlreadyDecided."""
    return _decided(award, actor, AwardState.APPROVED, now)


def decline(award: Award, actor: Actor, *, now: datetime) -> Award:
    """Refuse a proposed award. Raises NotPermitted, AlreadyDecided."""
    return _decided(award, actor, AwardState.DECLINED, now)


def _decided(award: Award, actor: Actor, state: AwardState, now: datetime) -> Award:
    if not actor.may(Scope.APPROVE):
        raise NotPermitted("Deciding on an award needs the scope “approve”.", scope="approve")
    if award.organisation_id != actor.organisation_id:
        raise NotPermitted("This award belongs to another organisation.")
    if award.state is not AwardState.PROPOSED:
        raise AlreadyDecided(f"This award is {award.state.value} already.", state=award.state.value)
    return replace(award, state=state, decided_by=actor.id, decided_at=now)


def _require_own(proposal: Proposal, actor: Actor) -> None:
    owners = {proposal.version.organisation_id, proposal.learner.organisation_id}
    if owners != {actor.organisation_id}:
        raise NotPermitted("Programme and learner have to be those of your own organisation.")


def _require_correction(proposal: Proposal) -> None:
    earlier = proposal.corrects
    if earlier is None:
        return
    same = (earlier.version_id, earlier.learner_id) == (proposal.version.id, proposal.learner.id)
    if not same or earlier.organisation_id != proposal.learner.organisation_id:
        raise WrongState(
            "A correction is for the same learner and programme version. "
            "Revoke the other credential and award anew."
        )
    if earlier.state is not AwardState.ISSUED:
        raise WrongState("Only an issued award can be corrected.", state=earlier.state.value)


def require_sound(proposal: Proposal, *, now: datetime) -> None:
    """Find nothing missing and nothing wrong with a result. Raises Incomplete, InvalidContent."""
    missing = missing_award_elements(proposal.learner)
    if missing:
        names = ", ".join(element.name["en"] for element in missing)
        raise Incomplete(f"The award is not complete: add {names}.", missing=missing)
    faults = award_faults(
        proposal.result,
        proposal.learner,
        proposal.version.content,
        language=proposal.language,
        today=(now + _EARLIEST_TIME_ZONE).date(),
    )
    if faults:
        raise InvalidContent(faults[0].sentence["en"], faults=faults)
