"""The public register as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.http.bodies.basics import Answer, Page
from issuer.model.approval import Step
from issuer.model.programme import ProgrammeContent


class ProviderAnswer(Answer):
    """Who issues the programme."""

    did: str
    slug: str
    name: dict[str, str]
    url: str
    country: str


class PublicDecision(Answer):
    """What was decided: by which organisation, when, under which number."""

    step: Step
    organisation: dict[str, str]
    decided_at: datetime
    decision_number: str | None


class RegisterEntry(Answer):
    """One programme in the register: its newest published version."""

    programme_id: str
    version: int
    state: Literal["approved", "retired"]
    url: str
    title: dict[str, str]
    provider: ProviderAnswer
    sok: int | None
    eqf: int | None
    isced_f: str | None
    hours: float | None
    ects: float | None
    vet_credit_points: float | None
    pilot: bool


class RegisterAnswer(Page):
    """Programmes, last approved first."""

    items: list[RegisterEntry]
    total: int = Field(description="How many there are on all pages, counted up to 10,000.")
    more: bool = Field(description="Whether there are more than were counted.")


class PublicVersion(Answer):
    """One published version with all it says; it never changes but for being retired."""

    programme_id: str
    version: int
    state: Literal["approved", "retired"]
    url: str
    versions: list[int] = Field(description="All published versions, newest first.")
    provider: ProviderAnswer
    content: ProgrammeContent
    decisions: list[PublicDecision]
