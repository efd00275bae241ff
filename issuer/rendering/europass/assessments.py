"""How outcomes were proved: assessment specifications, and what the learner reached in each.

In the shapes an assessment has exactly one grade; where none was given the award itself says that
the work was completed, and that is what is written.
"""

from __future__ import annotations

from contexts import JsonObject
from issuer.grading import overall_scale
from issuer.model.programme import Assessment, GradingScale, ProgrammeContent
from issuer.rendering.europass.concepts import concept
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import local_day, node, note, words
from issuer.rendering.phrases import phrase


def assessment_specifications(material: EuropassMaterial) -> list[JsonObject]:
    """Write how the programme assesses (Annex I, element 9), whether a grade was given or not."""
    content = material.version.content
    return [_specification(place, item, material) for place, item in _numbered(content)]


def assessments(material: EuropassMaterial, awarded_by: JsonObject) -> list[JsonObject]:
    """Write what the learner was assessed in; the overall grade, if there is one, comes first."""
    grades = {item.assessment_id: item.grade for item in material.award.result.assessments}
    taken = [
        _assessment((place, item), grades.get(item.id), material, awarded_by)
        for place, item in _numbered(material.version.content)
        if item.id in grades or item.grading is None
    ]
    return [*_overall(material, awarded_by), *taken]


def _numbered(content: ProgrammeContent) -> list[tuple[str, Assessment]]:
    return [(str(place), item) for place, item in enumerate(content.assessments, start=1)]


def _overall(material: EuropassMaterial, awarded_by: JsonObject) -> list[JsonObject]:
    grade = material.award.result.grade
    if grade is None:
        return []
    languages = material.languages
    title = {language: phrase("overall-grade", language) for language in languages}
    scale = overall_scale(material.version.content)
    specification = node(
        "assessmentSpecification",
        "overall",
        "LearningAssessmentSpecification",
        title=title,
        gradingScheme=_scheme("overall", scale, languages),
    )
    return [
        node(
            "assessment",
            "overall",
            "LearningAssessment",
            title=title,
            awardedBy=awarded_by,
            grade=note("grade-overall", dict.fromkeys(languages, grade)),
            dateIssued=local_day(material.award.result.awarded_on, material.zone),
            specifiedBy=specification,
        )
    ]


def _assessment(
    numbered: tuple[str, Assessment],
    grade: str | None,
    material: EuropassMaterial,
    awarded_by: JsonObject,
) -> JsonObject:
    (place, item), languages = numbered, material.languages
    written = {language: grade or phrase("completed", language) for language in languages}
    return node(
        "assessment",
        place,
        "LearningAssessment",
        title=words(item.title, languages),
        awardedBy=awarded_by,
        grade=note(f"grade-{place}", written),
        idVerification=concept("supervision", item.supervision),
        specifiedBy=_specification(place, item, material),
    )


def _specification(place: str, item: Assessment, material: EuropassMaterial) -> JsonObject:
    languages = material.languages
    return node(
        "assessmentSpecification",
        place,
        "LearningAssessmentSpecification",
        title=words(item.title, languages),
        description=words(item.description, languages),
        dcType=concept("assessment-types", item.type),
        gradingScheme=_scheme(place, item.grading, languages),
        additionalNote=_proves(place, item, material),
    )


def _proves(place: str, item: Assessment, material: EuropassMaterial) -> JsonObject:
    places = {each.id: str(n) for n, each in enumerate(material.version.content.outcomes, start=1)}
    numbers = ", ".join(places[outcome] for outcome in item.proves)
    if not numbers:
        return {}
    told = {each: phrase("proves", each, numbers=numbers) for each in material.languages}
    return note(f"proves-{place}", told)


def _scheme(place: str, scale: GradingScale | None, languages: tuple[str, ...]) -> JsonObject:
    if scale is None:
        return {}
    values = ", ".join(scale.allowed_values) or f"{scale.minimum}-{scale.maximum}"
    passing = scale.passing
    return node(
        "gradingScheme",
        place,
        "GradingScheme",
        title={each: phrase("scale", each, values=values) for each in languages},
        description={each: phrase("passing", each, grade=passing) for each in languages}
        if passing
        else {},
    )
