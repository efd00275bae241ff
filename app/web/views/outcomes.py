"""Learning outcomes with what measures them, and the assessments that prove them."""

from dataclasses import dataclass

from app.web.languages import N_, Language
from app.web.views.addresses import safe_link
from app.web.views.labels import GRADE_TYPES, OUTCOME_KINDS, concept
from issuer.model.programme import (
    Assessment,
    GradingScale,
    LearningOutcome,
    ProgrammeContent,
    Reference,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """An ESCO skill or an occupational standard."""

    title: str
    code: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What a learner knows, can do or answers for, and how that is measured."""

    position: int
    statement: str
    kind: str
    reusability: str
    criteria: tuple[str, ...]
    proved_by: tuple[str, ...]
    """Titles of assessments."""
    skills: tuple[ReferenceView, ...]
    standards: tuple[ReferenceView, ...]
    level_reasoning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """How outcomes are proved."""

    title: str
    type: str
    description: str
    supervision: str
    grading: str
    proves: tuple[int, ...]
    """Positions of outcomes."""


def outcome_views(content: ProgrammeContent, language: Language) -> tuple[OutcomeView, ...]:
    """Say the outcomes, numbered from 1."""
    return tuple(
        _outcome(position, outcome, content, language)
        for position, outcome in enumerate(content.outcomes, 1)
    )


def assessment_views(content: ProgrammeContent, language: Language) -> tuple[AssessmentView, ...]:
    """Say the assessments, each with the numbers of the outcomes it proves."""
    positions = {outcome.id: position for position, outcome in enumerate(content.outcomes, 1)}
    return tuple(_assessment(entry, positions, language) for entry in content.assessments)


def _outcome(
    position: int, outcome: LearningOutcome, content: ProgrammeContent, language: Language
) -> OutcomeView:
    return OutcomeView(
        position=position,
        statement=language.text(outcome.statement),
        kind=language.gettext(OUTCOME_KINDS[outcome.kind]) if outcome.kind else "",
        reusability=concept("skill-reuse-levels", outcome.reusability, language),
        criteria=tuple(language.text(criterion) for criterion in outcome.criteria),
        proved_by=tuple(
            assessment_title(entry, language)
            for entry in content.assessments
            if outcome.id in entry.proves
        ),
        skills=_references(outcome.esco_skills, language),
        standards=_references(outcome.occupational_standards, language),
        level_reasoning=language.text(outcome.level_reasoning),
    )


def _references(references: tuple[Reference, ...], language: Language) -> tuple[ReferenceView, ...]:
    return tuple(
        ReferenceView(
            title=language.text(reference.title) or reference.code or reference.uri,
            code=reference.code,
            url=safe_link(reference.uri),
        )
        for reference in references
    )


def _assessment(entry: Assessment, positions: dict[str, int], language: Language) -> AssessmentView:
    return AssessmentView(
        title=assessment_title(entry, language),
        type=concept("assessment-types", entry.type, language),
        description=language.text(entry.description),
        supervision=concept("supervision", entry.supervision, language),
        grading=grading_words(entry.grading, language) if entry.grading else "",
        proves=tuple(sorted(positions[proved] for proved in entry.proves if proved in positions)),
    )


def assessment_title(entry: Assessment, language: Language) -> str:
    """Give the assessment's title, else its type, else say what it is."""
    named = language.text(entry.title) or concept("assessment-types", entry.type, language)
    return named or language.gettext(N_("Assessment"))


def grading_words(scale: GradingScale, language: Language) -> str:
    """Say the scale: "Points, 0 to 50, pass from 25"."""
    parts = [language.gettext(GRADE_TYPES[scale.type])]
    if scale.minimum is not None and scale.maximum is not None:
        parts.append(
            language.gettext(N_("%(lowest)s to %(highest)s"))
            % {"lowest": scale.minimum, "highest": scale.maximum}
        )
    if scale.allowed_values:
        parts.append(" / ".join(scale.allowed_values))
    if scale.passing is not None:
        parts.append(language.gettext(N_("pass from %s")) % scale.passing)
    return ", ".join(parts)
