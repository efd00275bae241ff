"""Programmes, their versions and what is decided on them, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from app.http.bodies.basics import Answer, Body, Id, Line, Page, Prose
from issuer.model.approval import ProgrammeState, Step
from issuer.model.programme import ProgrammeContent

_CONTENT_EXAMPLE: JsonDict = {
    "title": {"sl": "Varjenje po postopku TIG", "en": "TIG welding"},
    "workload": {"hours": "40"},
    "level": {"sok": 4, "reasoning": {"sl": "Samostojno delo.", "en": "Independent work."}},
}


_LARGEST_LEVEL = 99
_LARGEST_AMOUNT = 1_000_000


def _within_bounds(content: ProgrammeContent) -> ProgrammeContent:
    """Refuse numbers that no column holds; what is reasonable is judged at submission."""
    amounts = (content.workload.hours, content.workload.ects, content.workload.vet_credit_points)
    levels = (content.level.sok, content.level.eqf)
    too_large = any(abs(amount) > _LARGEST_AMOUNT for amount in amounts if amount is not None)
    if too_large or any(abs(level) > _LARGEST_LEVEL for level in levels if level is not None):
        raise PydanticCustomError("number_out_of_range", "number out of range")
    return content


Content = Annotated[ProgrammeContent, AfterValidator(_within_bounds)]


class NewProgramme(Body):
    """A programme to begin, as a draft; what is missing can follow."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "profile_id": "8d1e9d5e-9d6a-4f4b-8a59-7a3c1c9b7f10",
                    "content": _CONTENT_EXAMPLE,
                }
            ]
        }
    )

    profile_id: Id | None = Field(
        default=None,
        description="The profile that will issue; your organisation's only one, if absent.",
    )
    content: Content = Field(default_factory=ProgrammeContent)


class ProgrammeEdit(Body):
    """The whole content anew."""

    content: Content
    revision: int | None = Field(
        default=None,
        ge=1,
        le=2**31 - 1,
        description="The revision you read: if somebody changed it since, nothing is written.",
    )


class DecisionBody(Body):
    """A reviewer's verdict."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decision": "approve", "decision_number": "014-3/2026"}]}
    )

    decision: Literal["approve", "return", "reject"]
    decision_number: Line = Field(description="The number it is filed under.")
    reason: Prose | None = Field(default=None, description="Required to return or reject.")


class RetirementBody(Body):
    """Why a version is taken out of use."""

    reason: Prose | None = None


class DecisionAnswer(Answer):
    """One step in the life of a version, kept for ever."""

    id: str
    step: Step
    round: int = Field(description="Counts submissions.")
    actor_name: str
    organisation_id: str
    decided_at: datetime
    decision_number: str | None
    reason: str | None


class VersionAnswer(Answer):
    """One numbered version of a programme."""

    id: str
    programme_id: str
    number: int
    state: ProgrammeState
    organisation_id: str
    profile_id: str
    review_body_id: str
    content: ProgrammeContent
    decisions: list[DecisionAnswer]
    approvals_missing: int = Field(description="How many more reviewers have to approve.")
    revision: int
    created_at: datetime
    changed_at: datetime
    page_url: str = Field(description="Public once approved.")


class ProgrammeSummary(Answer):
    """A programme in a list: its newest version in short."""

    id: str
    number: int
    state: ProgrammeState
    title: dict[str, str]
    organisation_id: str
    profile_id: str
    changed_at: datetime


class ProgrammePage(Page):
    """Programmes, last changed first."""

    items: list[ProgrammeSummary]


class Remark(Answer):
    """One thing to add or put right, in both languages."""

    path: str = Field(description="JSON Pointer into the content.")
    code: str
    sentence: dict[str, str]


class CompletenessAnswer(Answer):
    """How far the newest version is from being submitted."""

    complete: bool
    missing: list[Remark] = Field(description="Mandatory elements of Annex I that are not stated.")
    faults: list[Remark] = Field(description="Values that contradict each other or a vocabulary.")
    unstated: list[Remark] = Field(description="Optional elements left open: advice only.")
    reviewers_needed: int
    because: list[dict[str, str]] = Field(description="The rules that ask for them.")
