"""What an achievement is aligned to: ESCO, occupational standards, EQF, SOK, ISCED-F."""

from __future__ import annotations

from collections.abc import Iterator

from contexts import JsonObject, vocabulary
from issuer.levels import sok_level
from issuer.model.programme import Level, ProgrammeContent, Reference
from issuer.model.text import in_language
from issuer.rendering.members import present
from issuer.rendering.phrases import concept_label, phrase


def render_alignments(content: ProgrammeContent, language: str) -> list[JsonObject]:
    """Render every alignment once, however many outcomes name it."""
    found = {
        (alignment["targetUrl"]): alignment
        for alignment in (
            *_references(content, language),
            *_levels(content.level, language),
            *_field(content.isced_f, language),
        )
    }
    return list(found.values())


def _references(content: ProgrammeContent, language: str) -> Iterator[JsonObject]:
    for outcome in content.outcomes:
        for skill in outcome.esco_skills:
            yield _reference(skill, "ceasn:Competency", "ESCO", language)
        for standard in outcome.occupational_standards:
            framework = phrase("standard-name", language)
            yield _reference(standard, "ext:OccupationalStandard", framework, language)


def _reference(reference: Reference, target_type: str, framework: str, language: str) -> JsonObject:
    return present(
        type=["Alignment"],
        targetName=in_language(reference.title, language) or reference.uri,
        targetUrl=reference.uri,
        targetType=target_type,
        targetFramework=framework,
        targetCode=reference.code,
    )


def _levels(level: Level, language: str) -> Iterator[JsonObject]:
    known = None if level.sok is None or level.no_level else sok_level(level.sok)
    if known is None:
        return
    reasoning = in_language(level.reasoning, language)
    yield present(
        type=["Alignment"],
        targetName=phrase("eqf", language, level=str(known.eqf)),
        targetUrl=known.eqf_uri,
        targetType="ext:EQF",
        targetFramework=phrase("eqf-name", language),
        targetCode=str(known.eqf),
        targetDescription=phrase(known.qf_ehea, language) if known.qf_ehea else None,
    )
    yield present(
        type=["Alignment"],
        targetName=phrase("sok", language, level=str(known.level)),
        targetUrl=known.uri,
        targetType="ext:SOK",
        targetFramework=phrase("sok-name", language),
        targetCode=str(known.level),
        targetDescription=reasoning,
    )


def _field(isced_f: str | None, language: str) -> Iterator[JsonObject]:
    if isced_f is None:
        return
    concept = vocabulary("isced-f")[isced_f]
    yield present(
        type=["Alignment"],
        targetName=concept_label(concept.labels, language),
        targetUrl=concept.uri,
        targetType="ext:ISCED-F",
        targetFramework=phrase("isced-name", language),
        targetCode=concept.notation or concept.uri.rsplit("/", 1)[-1],
    )
