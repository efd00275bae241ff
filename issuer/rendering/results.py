"""Result descriptions of a programme and the results of one award (OB 3.0, B.1.19 and B.1.20)."""

from __future__ import annotations

from contexts import JsonObject
from issuer.grading import overall_scale
from issuer.model.programme import Assessment, GradeType, GradingScale
from issuer.model.text import in_language
from issuer.rendering.material import Material
from issuer.rendering.members import present
from issuer.rendering.phrases import phrase

COMPLETED = "Completed"


def render_result_descriptions(material: Material) -> list[JsonObject]:
    """Describe what a result can be: one for each assessment, one for the overall grade."""
    content = material.version.content
    described = [
        _description(
            assessment_result_id(material, assessment),
            in_language(assessment.title, material.language),
            assessment.grading,
            GradeType.STATUS,
        )
        for assessment in content.assessments
    ]
    if content.grading is not None or material.award.result.grade is not None:
        name = phrase("overall-grade", material.language)
        scale = overall_scale(content)
        described.append(_description(_overall_id(material), name, scale, GradeType.RESULT))
    return described


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
        scale = overall_scale(material.version.content) or GradingScale(type=GradeType.RESULT)
        results.append(_result(_overall_id(material), result.grade, scale))
    return results


def assessment_result_id(material: Material, assessment: Assessment) -> str:
    """Name an assessment's result description: the same in every badge of the version."""
    return f"{material.achievement_id}#assessment-{assessment.id}"


_UNGRADED = GradingScale(type=GradeType.STATUS)


def _overall_id(material: Material) -> str:
    return f"{material.achievement_id}#overall-grade"


def _description(
    identifier: str, name: str, scale: GradingScale | None, unscaled: GradeType
) -> JsonObject:
    scale = scale or GradingScale(type=unscaled)
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
