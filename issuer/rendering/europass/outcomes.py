"""What the learner knows and can do: `LearningOutcome` nodes (Annex I, element 6)."""

from __future__ import annotations

from collections.abc import Iterator

from contexts import JsonObject
from issuer.model.programme import LearningOutcome, OutcomeKind, Reference
from issuer.rendering.europass.concepts import concept, esco_skill, written
from issuer.rendering.europass.nodes import labelled, node, note, words
from issuer.rendering.phrases import phrase

_SKILL_TYPES = {
    OutcomeKind.KNOWLEDGE: "http://data.europa.eu/snb/skill-type/knowledge",
    OutcomeKind.SKILL: "http://data.europa.eu/snb/skill-type/skill",
}
"""The code list has no value for responsibility and autonomy: a note says it."""


def learning_outcomes(
    outcomes: tuple[LearningOutcome, ...], languages: tuple[str, ...]
) -> list[JsonObject]:
    """Write every outcome, in the programme's order."""
    references = _references(outcomes, languages)
    return [
        _outcome(place, outcome, references, languages)
        for place, outcome in enumerate(outcomes, start=1)
    ]


def _references(
    outcomes: tuple[LearningOutcome, ...], languages: tuple[str, ...]
) -> dict[str, JsonObject]:
    """Write each skill and standard once: named twice with other words, one node had two labels."""
    written_once: dict[str, JsonObject] = {}
    for outcome in outcomes:
        for skill in outcome.esco_skills:
            written_once.setdefault(skill.uri, esco_skill(skill.uri, words(skill.title, languages)))
        for standard in outcome.occupational_standards:
            written_once.setdefault(standard.uri, _standard(standard, languages))
    return written_once


def _outcome(
    place: int,
    outcome: LearningOutcome,
    references: dict[str, JsonObject],
    languages: tuple[str, ...],
) -> JsonObject:
    return node(
        "learningOutcome",
        place,
        "LearningOutcome",
        title=words(outcome.statement, languages),
        dcType=concept("skill-types", _SKILL_TYPES.get(outcome.kind)) if outcome.kind else {},
        reusabilityLevel=concept("skill-reuse-levels", outcome.reusability),
        relatedESCOSkill=[references[skill.uri] for skill in outcome.esco_skills],
        relatedSkill=[references[each.uri] for each in outcome.occupational_standards],
        additionalNote=list(_notes(place, outcome, languages)),
    )


def _standard(standard: Reference, languages: tuple[str, ...]) -> JsonObject:
    scheme = standard.uri.rsplit("/", 1)[0] or standard.uri
    return written(standard.uri, scheme, words(standard.title, languages), standard.code)


def _notes(
    place: int, outcome: LearningOutcome, languages: tuple[str, ...]
) -> Iterator[JsonObject]:
    if outcome.kind is OutcomeKind.RESPONSIBILITY:
        kind = {language: phrase(outcome.kind.value, language) for language in languages}
        yield note(f"outcome-{place}-kind", kind)
    for number, criterion in enumerate(outcome.criteria, start=1):
        said = labelled("criterion", criterion, languages)
        yield from _noted(f"outcome-{place}-criterion-{number}", said)
    said = labelled("level-reasoning", outcome.level_reasoning, languages)
    yield from _noted(f"outcome-{place}-level", said)


def _noted(place: str, said: JsonObject) -> Iterator[JsonObject]:
    if said:
        yield note(place, said)
