"""Orders as JSON: a learner's result in a programme, and what is read from it.

Workers check files by these rules, so nothing is imported here that needs the database.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from app.http.bodies.basics import Address, Body, CredentialId, Day, Id, Language, Line, Prose
from issuer.model.award import AssessmentResult, Evidence, Learner, Result

_Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320)]
_Grade = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]

LEARNER_EXAMPLE: JsonDict = {"name": "Špela Žnidaršič", "email": "spela.znidarsic@example.com"}
RESULT_EXAMPLE: JsonDict = {"awarded_on": "2026-06-19", "grade": "odlično"}


class LearnerBody(Body):
    """The person the credential is about. Found again by identifier, else by e-mail."""

    name: Line | None = Field(
        default=None, description="The whole name, if it is not given in parts."
    )
    given_name: Line | None = None
    family_name: Line | None = None
    email: _Email | None = Field(
        default=None,
        description="Stands in the badge only as a salted hash. Without one say the `identifier`, "
        "and give the learner a code on paper: `/api/v1/claim-sheets`.",
    )
    date_of_birth: Day | None = None
    identifier: Line | None = Field(
        default=None, description="Your own number for the learner; never in a badge."
    )
    holder_did: Annotated[str, StringConstraints(max_length=2048)] | None = Field(
        default=None,
        description="The learner's DID; the badge then names it instead of the e-mail's hash.",
    )
    guardian_email: _Email | None = Field(
        default=None,
        description="Of a minor's parent or guardian, who is asked first; never in a badge.",
    )
    language: Language = "sl"

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not (self.name or (self.given_name and self.family_name)):
            raise PydanticCustomError("name_missing", "name is missing")
        return self

    @model_validator(mode="after")
    def _is_known_by_something(self) -> Self:
        if not (self.email or self.identifier or self.holder_did):
            raise PydanticCustomError("email_missing", "neither address nor number")
        return self

    @property
    def full_name(self) -> str:
        """Give the name as it stands in the badge."""
        return self.name or f"{self.given_name} {self.family_name}"


class AssessmentResultBody(Body):
    """The grade in one assessment of the programme."""

    assessment_id: Line
    grade: _Grade


class EvidenceBody(Body):
    """A work, report or recording that backs the award."""

    name: Line
    url: Address | None = None
    narrative: Prose | None = None


class ResultBody(Body):
    """What came of the learner's work."""

    awarded_on: Day | None = Field(default=None, description="Today, if not given.")
    grade: _Grade | None = Field(default=None, description="The overall grade.")
    assessments: tuple[AssessmentResultBody, ...] = Field(default=(), max_length=50)
    evidence: tuple[EvidenceBody, ...] = Field(default=(), max_length=50)
    narrative: Prose | None = None
    started_on: Day | None = None
    ended_on: Day | None = None


class NewAward(Body):
    """A learner's result in an approved programme."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "programme": "3f0c7a52-7b1e-4c55-9a53-0d5b6f2f8a11",
                    "learner": LEARNER_EXAMPLE,
                    "result": RESULT_EXAMPLE,
                }
            ]
        }
    )

    programme: Id
    version: int | None = Field(
        default=None, ge=1, le=10_000, description="The newest approved, if absent."
    )
    learner: LearnerBody
    result: ResultBody = ResultBody()
    language: Language | None = Field(
        default=None, description="The one language the badge speaks; the learner's, if absent."
    )
    supersedes: CredentialId | None = Field(
        default=None, description="The credential that this one corrects."
    )
    notify: bool | None = Field(
        default=None,
        description="Whether we write to the learner by e-mail: now, and when it is corrected or "
        "revoked. As your organisation does it, if absent.",
    )


def learner_of(body: LearnerBody, learner_id: str, organisation_id: str) -> Learner:
    """Read who it is about."""
    return Learner(
        id=learner_id,
        organisation_id=organisation_id,
        name=body.full_name,
        email=body.email or "",
        given_name=body.given_name,
        family_name=body.family_name,
        date_of_birth=body.date_of_birth,
        identifier=body.identifier,
        holder_did=body.holder_did,
        guardian_email=body.guardian_email,
        language=body.language,
    )


def result_of(body: ResultBody, *, today: date) -> Result:
    """Read what was achieved, today unless it says when."""
    return Result(
        awarded_on=body.awarded_on or today,
        grade=body.grade,
        assessments=tuple(
            AssessmentResult(assessment_id=each.assessment_id, grade=each.grade)
            for each in body.assessments
        ),
        evidence=tuple(
            Evidence(name=each.name, url=each.url, narrative=each.narrative)
            for each in body.evidence
        ),
        narrative=body.narrative,
        started_on=body.started_on,
        ended_on=body.ended_on,
    )
