"""Who achieved what: learner, result, award. An award holds no signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """The person a credential is about, as the school knows them."""

    id: str
    organisation_id: str
    name: str
    email: str
    given_name: str | None = None
    family_name: str | None = None
    date_of_birth: date | None = None
    identifier: str | None = None
    """The school's own number for the learner; never in a badge."""
    holder_did: str | None = None
    guardian_email: str | None = None
    """Of a minor's parent or guardian, who is asked first; never in a badge."""
    language: str = "sl"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentResult:
    """The grade in one assessment of the programme."""

    assessment_id: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A work, report or recording that backs the award."""

    name: str
    url: str | None = None
    narrative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of the learner's work."""

    awarded_on: date
    grade: str | None = None
    """The overall grade."""
    assessments: tuple[AssessmentResult, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    narrative: str | None = None
    started_on: date | None = None
    ended_on: date | None = None


class AwardState(StrEnum):
    """Where an award stands; whether its credential still holds is told by the credential."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One learner's result in one approved programme version."""

    id: str
    organisation_id: str
    version_id: str
    learner_id: str
    result: Result
    language: str
    """The language of the badge."""
    state: AwardState
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    supersedes: str | None = None
    """The award this one corrects."""
    notify: bool | None = None
    """Whether we write to the learner; None: as the school does it."""
