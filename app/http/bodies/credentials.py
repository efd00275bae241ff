"""Credentials and awards as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from app.db.twin_standings import SealKind, TwinState
from app.http.bodies.basics import (
    Address,
    Answer,
    Body,
    CredentialId,
    Day,
    Id,
    Language,
    Line,
    Page,
    Prose,
)
from issuer.model.award import AwardState
from issuer.model.credential import CredentialStatus

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


class StatusChange(Body):
    """What the issuer says of a credential from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "revoked", "reason": "Napačna ocena."}]}
    )

    status: CredentialStatus = Field(description="A revocation is final.")
    reason: Prose = Field(description="Kept for ever, shown on the learner's page.")


class LearnerAnswer(Answer):
    """The learner of an award."""

    id: str
    name: str
    email: str | None
    identifier: str | None


class AwardAnswer(Answer):
    """One learner's result in one programme version."""

    id: str
    state: AwardState
    programme_id: str
    version: int
    learner: LearnerAnswer | None = Field(description="Null once the learner is erased.")
    result: dict[str, Any] | None
    language: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    supersedes: str | None = Field(description="The award this one corrects.")
    credential_id: str | None


class AwardPage(Page):
    """Awards, newest first."""

    items: list[AwardAnswer]


class LearnerInShort(Answer):
    """The learner of a credential in a list."""

    id: str
    name: str


class TwinInShort(Answer):
    """The European Digital Credential of the same award, in a list."""

    state: TwinState = Field(
        description="Pending: the school has a seal; the twin is sealed within seconds after the "
        "badge, or, for badges issued before the seal, once it is asked for."
    )
    digest: str | None = Field(description="SHA-256 of the sealed file.")
    sealed_at: datetime | None
    seal_kind: SealKind | None = Field(
        description="Whose seal it is. What it is worth, the verifier says."
    )


class TwinAnswer(TwinInShort):
    """The European Digital Credential of the same award."""

    url: str | None = Field(
        description="Whoever has it can fetch the sealed file; 404 as long as it is pending."
    )


class CredentialLine(Answer):
    """A credential in a list."""

    id: str
    credential_id: str = Field(description="The same as `id`.")
    urn: str = Field(description="The `id` inside the badge: urn:uuid: and our id.")
    status: CredentialStatus
    learner: LearnerInShort
    programme_id: str
    version: int
    award_id: str
    language: str
    issued_at: datetime
    superseded_by: str | None = Field(description="The credential that corrects this one.")
    european_credential: TwinInShort


class CredentialPage(Page):
    """Credentials, newest first."""

    items: list[CredentialLine]


class CredentialAnswer(Answer):
    """A credential with both signed documents."""

    id: str
    credential_id: str = Field(description="The same as `id`.")
    urn: str = Field(description="The `id` inside the badge: urn:uuid: and our id.")
    state: Literal["intended", "issued"] = Field(
        description="Intended: not signed yet; it is finished by itself within minutes."
    )
    status: CredentialStatus
    status_reason: str | None
    status_changed_at: datetime | None
    programme_id: str
    version: int
    award_id: str
    language: str
    issued_at: datetime | None
    superseded_by: str | None = Field(description="The credential that corrects this one.")
    credential_url: str = Field(description="The learner's page; whoever has it sees the badge.")
    json_url: str
    jwt_url: str
    european_credential: TwinAnswer
    credential: dict[str, Any] | None = Field(description="The signed badge, JSON-LD.")
    jwt: str | None = Field(description="The same badge as VC-JWT.")
