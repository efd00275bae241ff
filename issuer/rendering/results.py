"""Result descriptions of a programme and the results of one award (OB 3.0, B.1.19 and B.1.20)."""

from __future__ import annotations

from contexts import JsonObject
from issuer.grading import overall_scale
from issuer.model.programme import Assessment, GradeType, GradingScale
from issuer.model.text import in_language
from issuer.rendering.edition import Edition, achievement_id
from issuer.rendering.material import Material
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


def render_results(material: Material) -> list[JsonObject]:
    """State what the learner reached; the award itself says that ungraded work was completed."""
    result = material.award.result
    grades = {item.assessment_id: item.grade for item in result.assessments}
    results = []
    for assessment in material.version.content.assessments:
        grade = grades.get(assessment.id)
        if grade is None and assessment.grading is not None:
            continue  # the school gave an overall grade only
        identifier = assessment_result_id(material, assessment)
        results.append(_result(identifier, grade, assessment.grading or _UNGRADED))
    if result.grade is not None:
        scale = overall_scale(material.version.content) or _FREE
        results.append(_result(_overall_id(material), result.grade, scale))
    return results


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


def _result(identifier: str, grade: str | None, scale: GradingScale) -> JsonObject:
    # A status is required when the result type is Status (B.1.19).
    status = COMPLETED if scale.type is GradeType.STATUS else None
    return present(type=["Result"], resultDescription=identifier, value=grade, status=status)
