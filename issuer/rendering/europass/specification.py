"""What was to be achieved: the programme as a `Qualification` node.

A qualification and not a mere achievement specification, because only that class has a level, a
quality assurance and a place in a larger programme.
"""

from __future__ import annotations

from collections.abc import Iterator

from contexts import JsonObject, SokLevel
from issuer.levels import sok_level
from issuer.model.programme import Level, ProgrammeContent
from issuer.rendering.edition import achievement_id
from issuer.rendering.europass.assessments import assessment_specifications
from issuer.rendering.europass.concepts import concept, language_concept
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import (
    hours,
    labelled,
    node,
    note,
    points,
    web_resource,
    words,
)
from issuer.rendering.europass.outcomes import learning_outcomes
from issuer.rendering.europass.quality import accreditations
from issuer.rendering.members import present
from issuer.rendering.phrases import phrase

_ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
_ECVET = "http://data.europa.eu/snb/education-credit/60b314e826"


def qualification(material: EuropassMaterial) -> JsonObject:
    """Write the programme version; its id is the address it has in every badge, too."""
    content, languages = material.version.content, material.languages
    level = _level(content.level)
    return present(
        id=achievement_id(material),
        type="Qualification",
        title=words(content.title, languages),
        description=words(content.description, languages),
        dcType=concept("learning-opportunity-types", content.learning_opportunity_type),
        learningOutcome=learning_outcomes(content.outcomes, languages),
        volumeOfLearning=hours(content.workload.hours),
        creditPoint=credit_points(content),
        eqfLevel=concept("eqf", level.eqf_uri) if level else {},
        nqfLevel=concept("sok", level.uri) if level else {},
        thematicArea=concept("isced-f", content.isced_f),
        mode=concept("modes", content.participation),
        learningSetting=concept("learning-settings", content.learning_setting),
        language=[
            found for code in content.instruction_languages if (found := language_concept(code))
        ],
        entryRequirement=note("entry-requirement", words(content.prerequisites, languages)),
        provenBy=assessment_specifications(material),
        accreditation=accreditations(material),
        homepage=web_resource("programme", content.homepage),
        isPartialQualification=content.stackability.stackable or None,
        additionalNote=list(_notes(content, languages)),
    )


def credit_points(content: ProgrammeContent) -> list[JsonObject]:
    """Write the credits a learner earns (Annex I, element 7)."""
    load = content.workload
    amounts = (("ects", _ECTS, load.ects), ("vet", _ECVET, load.vet_credit_points))
    return [
        node(
            "creditPoint",
            name,
            "CreditPoint",
            framework=concept("credit-frameworks", framework),
            point=points(amount),
        )
        for name, framework, amount in amounts
        if amount is not None
    ]


def _level(level: Level) -> SokLevel | None:
    return None if level.sok is None or level.no_level else sok_level(level.sok)


def _notes(content: ProgrammeContent, languages: tuple[str, ...]) -> Iterator[JsonObject]:
    """Tell what the model has no property for."""
    level = content.level
    cycle = level.qf_ehea  # QF-EHEA has no concept scheme of its own
    if level.no_level:
        yield note("no-level", {language: phrase("no-level", language) for language in languages})
    elif cycle:
        yield note("cycle", {language: phrase(cycle, language) for language in languages})
    texts = (
        ("level-reasoning", level.reasoning),
        ("stackability", content.stackability.towards),
        ("further", content.further_information),
    )
    for label, text in texts:
        said = labelled(label, text, languages)
        if said:
            yield note(label, said)
    if content.partners:
        yield note("partners", {each: _partners(content, each) for each in languages})


def _partners(content: ProgrammeContent, language: str) -> str:
    told = "; ".join(
        f"{partner.name} ({phrase(partner.role.value, language)})" for partner in content.partners
    )
    return f"{phrase('partners', language)}: {told}"
