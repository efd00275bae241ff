"""What the learner achieved, who awarded it and what led to it."""

from __future__ import annotations

from collections.abc import Iterator

from contexts import JsonObject
from issuer.rendering.europass.assessments import assessments
from issuer.rendering.europass.concepts import concept, language_concept
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import hours, local_day, node, note, web_resource, words
from issuer.rendering.europass.organisations import awarding_body
from issuer.rendering.europass.specification import credit_points, qualification


def learning_achievement(material: EuropassMaterial) -> JsonObject:
    """Write the one claim the credential makes."""
    content, languages = material.version.content, material.languages
    awarded_by = _awarding_process(material)
    return node(
        "learningAchievement",
        1,
        "LearningAchievement",
        title=words(content.title, languages),
        description=words(content.description, languages),
        awardedBy=awarded_by,
        specifiedBy=qualification(material),
        provenBy=assessments(material, awarded_by),
        influencedBy=_activity(material, awarded_by),
        creditReceived=credit_points(content),
        additionalNote=_narrative(material),
        supplementaryDocument=list(_evidence(material)),
    )


def _awarding_process(material: EuropassMaterial) -> JsonObject:
    return node(
        "awardingProcess",
        1,
        "AwardingProcess",
        awardingBody=awarding_body(material),
        awardingDate=local_day(material.award.result.awarded_on, material.zone),
    )


def _activity(material: EuropassMaterial, awarded_by: JsonObject) -> JsonObject:
    """Write the course the learner took: workload, period and form of participation."""
    content = material.version.content
    return node(
        "activity",
        1,
        "LearningActivity",
        title=words(content.title, material.languages),
        awardedBy=awarded_by,
        workload=hours(content.workload.hours),
        temporal=_period(material),
        specifiedBy=node(
            "activitySpecification",
            1,
            "LearningActivitySpecification",
            title=words(content.title, material.languages),
            mode=concept("modes", content.participation),
            volumeOfLearning=hours(content.workload.hours),
            language=[
                found for code in content.instruction_languages if (found := language_concept(code))
            ],
        ),
    )


def _period(material: EuropassMaterial) -> JsonObject:
    result = material.award.result
    if result.started_on is None and result.ended_on is None:
        return {}
    return node(
        "period",
        1,
        "PeriodOfTime",
        startDate=local_day(result.started_on, material.zone),
        endDate=local_day(result.ended_on, material.zone),
    )


def _narrative(material: EuropassMaterial) -> JsonObject:
    narrative = material.award.result.narrative
    return note("narrative", {material.language: narrative}) if narrative else {}


def _evidence(material: EuropassMaterial) -> Iterator[JsonObject]:
    """Link the works that back the award; one without a link is told in the badge alone."""
    for place, item in enumerate(material.award.result.evidence, start=1):
        if item.url is not None:
            yield web_resource(f"evidence-{place}", item.url, {material.language: item.name})
