"""A programme's life: versions, states, and the decisions that move them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from issuer.model.programme import ProgrammeContent


class ProgrammeState(StrEnum):
    """Where a version stands: draft → submitted → in review → a decision → retired."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    RETIRED = "retired"


class Step(StrEnum):
    """What was done to a version."""

    SUBMIT = "submit"
    TAKE = "take-into-review"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One step, kept for ever: who, when, under which number, why."""

    id: str
    version_id: str
    step: Step
    round: int
    """Counts submissions: approvals of an earlier round do not count after a return."""
    actor_id: str
    actor_name: str
    organisation_id: str
    decided_at: datetime
    decision_number: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeVersion:
    """One numbered version of a programme; immutable once approved."""

    id: str
    programme_id: str
    organisation_id: str
    profile_id: str
    review_body_id: str
    """The organisation whose reviewers decide."""
    number: int
    state: ProgrammeState
    content: ProgrammeContent
    author_ids: frozenset[str]
    """Every actor that wrote in it."""
    decisions: tuple[Decision, ...]
    created_at: datetime
    changed_at: datetime
    revision: int
    """Counts changes, so that two writers cannot overwrite each other."""
