"""Result descriptions of a programme and the results of one award (OB 3.0, B.1.19 and B.1.20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contexts import JsonObject
from issuer.grading import overall_scale
from issuer.model.award import Result as AwardResult
from issuer.model.programme import Assessment, GradeType, GradingScale
from issuer.model.text import in_language
from issuer.rendering.edition import Edition, achievement_id
from issuer.rendering.members import present
from issuer.rendering.phrases import phrase

COMPLETED = "Completed"

_UNGRADED = GradingScale(type=GradeType.STATUS)
_FREE = GradingScale(type=GradeType.RESULT)


def render_result_descriptions(edition: Edition) -> list[JsonObject]:
    """Describe what a result can be: one for each assessment, one for the overall grade."""
    content, language = edition.version.content, edition.language
    described = [
        _description(
            assessment_result_id(edition, assessment),
            in_language(assessment.title, language),
            assessment.grading or _UNGRADED,
        )
        for assessment in content.assessments
    ]
    name = phrase("overall-grade", language)
    return [*described, _description(_overall_id(edition), name, overall_scale(content) or _FREE)]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a result can be stated of: one assessment, or the whole."""

    assessment_id: str | None
    """None: the overall grade."""
    description_id: str
    status: str | None
    """Stated beside a grade when the result type is Status, which requires it (B.1.19)."""
    is_ungraded: bool = False
    """The award itself says that it was completed."""


def measures_of(edition: Edition) -> tuple[Measure, ...]:
    """List what an award of this version can state results of."""
    content = edition.version.content
    assessed = [
        Measure(
            item.id,
            assessment_result_id(edition, item),
            _status(item.grading or _UNGRADED),
            is_ungraded=item.grading is None,
        )
        for item in content.assessments
    ]
    overall = Measure(None, _overall_id(edition), _status(overall_scale(content) or _FREE))
    return (*assessed, overall)


def render_results(measures: Sequence[Measure], result: AwardResult) -> list[JsonObject]:
    """State what the learner reached; some schools give an overall grade only."""
    grades: dict[str | None, str | None] = {
        item.assessment_id: item.grade for item in result.assessments
    }
    grades[None] = result.grade
    return [
        present(
            type=["Result"],
            resultDescription=measure.description_id,
            value=grades.get(measure.assessment_id),
            status=measure.status,
        )
        for measure in measures
        if measure.is_ungraded or grades.get(measure.assessment_id) is not None
    ]


def assessment_result_id(edition: Edition, assessment: Assessment) -> str:
    """Name an assessment's result description: the same in every badge of the version."""
    return f"{achievement_id(edition)}#assessment-{assessment.id}"


def _overall_id(edition: Edition) -> str:
    return f"{achievement_id(edition)}#overall-grade"


def _description(identifier: str, name: str, scale: GradingScale) -> JsonObject:
    return present(
        id=identifier,
        type=["ResultDescription"],
        name=name,
        resultType=scale.type.value,
        allowedValue=list(scale.allowed_values),
        valueMin=scale.minimum,
        valueMax=scale.maximum,
        requiredValue=scale.passing,
    )


def _status(scale: GradingScale) -> str | None:
    return COMPLETED if scale.type is GradeType.STATUS else None
