"""A programme's content: every element of Annex I of Council Recommendation 2022/C 243/02.

All fields may be empty: a draft is unfinished by nature. What a submitted programme must have is
told by `issuer.completeness`. Controlled values are URIs of the bundled vocabularies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from issuer.model.text import Text


class OutcomeKind(StrEnum):
    """The three columns of the European Qualifications Framework."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    RESPONSIBILITY = "responsibility-and-autonomy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Something outside that a programme points at: an ESCO skill, an occupational standard."""

    uri: str
    title: Text = field(default_factory=dict)
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOutcome:
    """What a learner knows, can do or answers for; `id` stays the same across versions."""

    id: str
    statement: Text = field(default_factory=dict)
    kind: OutcomeKind | None = None
    reusability: str | None = None
    """Vocabulary "skill-reuse-levels"."""
    esco_skills: tuple[Reference, ...] = ()
    occupational_standards: tuple[Reference, ...] = ()
    criteria: tuple[Text, ...] = ()
    """The assessment criteria that measure it."""
    level_reasoning: Text = field(default_factory=dict)
    """Why this outcome stands at the proposed level."""


class GradeType(StrEnum):
    """How a result is expressed: Open Badges 3.0 ResultType values that an assessment can use."""

    PERCENT = "Percent"
    LETTER_GRADE = "LetterGrade"
    RAW_SCORE = "RawScore"
    PERFORMANCE_LEVEL = "PerformanceLevel"
    STATUS = "Status"
    RESULT = "Result"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingScale:
    """The values a grade can take; all are texts, as Open Badges 3.0 writes them."""

    type: GradeType
    minimum: str | None = None
    maximum: str | None = None
    passing: str | None = None
    allowed_values: tuple[str, ...] = ()
    """From lowest to highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How outcomes are proved."""

    id: str
    title: Text = field(default_factory=dict)
    type: str | None = None
    """Vocabulary "assessment-types"."""
    description: Text = field(default_factory=dict)
    proves: tuple[str, ...] = ()
    """Ids of the outcomes."""
    supervision: str | None = None
    """Vocabulary "supervision": supervision and identity verification."""
    grading: GradingScale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """SOK level with its EQF and QF-EHEA counterpart; "no level" is an answer, with a reason."""

    sok: int | None = None
    eqf: int | None = None
    qf_ehea: str | None = None
    reasoning: Text = field(default_factory=dict)
    no_level: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Notional workload; at least one is needed, ECTS where possible."""

    hours: Decimal | None = None
    ects: Decimal | None = None
    vet_credit_points: Decimal | None = None


class QualityAssuranceKind(StrEnum):
    """Who answers for the quality."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    ACCREDITED = "accredited"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAssurance:
    """Type of quality assurance, by whom, until when."""

    kind: QualityAssuranceKind
    body: Text = field(default_factory=dict)
    reference: str | None = None
    valid_until: date | None = None


class PartnerRole(StrEnum):
    """What a partner does in a programme."""

    CO_DESIGNER = "co-designer"
    WORKPLACE_PROVIDER = "workplace-provider"
    ASSESSOR = "assessor"
    ENDORSER = "endorser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An employer, chamber or other body that is part of the programme."""

    name: str
    role: PartnerRole
    url: str | None = None
    profile_id: str | None = None
    """Its profile here, once it signs endorsements of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stackability:
    """Whether and towards what the micro-credential counts."""

    stackable: bool = False
    towards: Text = field(default_factory=dict)
    programme_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeContent:
    """All that a programme version says."""

    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    outcomes: tuple[LearningOutcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    grading: GradingScale | None = None
    """The scale of the overall grade; None: that of the only graded assessment, or free."""
    level: Level = field(default_factory=Level)
    workload: Workload = field(default_factory=Workload)
    isced_f: str | None = None
    """Vocabulary "isced-f"."""
    participation: str | None = None
    """Form of participation: vocabulary "modes"."""
    learning_setting: str | None = None
    """Vocabulary "learning-settings"."""
    learning_opportunity_type: str | None = None
    """Vocabulary "learning-opportunity-types"."""
    instruction_languages: tuple[str, ...] = ("sl",)
    quality_assurance: QualityAssurance | None = None
    prerequisites: Text = field(default_factory=dict)
    stackability: Stackability = field(default_factory=Stackability)
    partners: tuple[Partner, ...] = ()
    further_information: Text = field(default_factory=dict)
    homepage: str | None = None
    achievement_type: str = "MicroCredential"
    """Open Badges 3.0 AchievementType."""
    image: str | None = None
    """A data: URL of the badge's picture (PNG or SVG)."""
    pilot: bool = False
    pilot_until: date | None = None
    suspension: bool = False
    """Credentials can be suspended: costs the badge its place in the 1EdTech schema."""
    validity_months: int | None = None
    """How long a credential is valid; None: without end."""
