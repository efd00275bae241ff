"""What had to be achieved, told in words: every Annex I element that Open Badges has no field for.

The narrative is Markdown (Open Badges 3.0, section B.1.7) and reads well without being rendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from contexts import vocabulary
from issuer.model.organisation import Profile
from issuer.model.programme import Assessment, LearningOutcome, ProgrammeContent
from issuer.model.text import Text, in_language
from issuer.rendering.phrases import concept_label, long_date, phrase, within_sentence
from issuer.rendering.profile import country_name
from issuer.rendering.workload import workload_in_words


def criteria_narrative(content: ProgrammeContent, profile: Profile, language: str) -> str:
    """Write outcomes with criteria, then one paragraph for each other element that is stated."""
    outcomes = f"**{phrase('outcomes', language)}**\n\n" + "\n".join(
        line
        for place, outcome in enumerate(content.outcomes, start=1)
        for line in _outcome(place, outcome, language)
    )
    paragraphs = (
        f"**{phrase(key, language)}:** {text}"
        for key, text in _elements(content, profile, language)
        if text
    )
    return "\n\n".join((outcomes, *paragraphs))


def _outcome(place: int, outcome: LearningOutcome, language: str) -> Iterator[str]:
    kind = f" ({phrase(outcome.kind.value, language)})" if outcome.kind else ""
    yield f"{place}. {_line(outcome.statement, language)}{kind}"
    for criterion in outcome.criteria:
        yield f"   - {_line(criterion, language)}"
    reasoning = _line(outcome.level_reasoning, language)
    if reasoning:
        yield f"   - {phrase('level-reasoning', language)}: {reasoning}"


def _elements(
    content: ProgrammeContent, profile: Profile, language: str
) -> Iterator[tuple[str, str]]:
    yield "assessment", _assessments(content, language)
    yield "workload", workload_in_words(content, language)
    yield "level", _level(content, language)
    yield "participation", _concept("modes", content.participation, language)
    yield "setting", _concept("learning-settings", content.learning_setting, language)
    yield (
        "opportunity",
        _concept("learning-opportunity-types", content.learning_opportunity_type, language),
    )
    yield "languages", _languages(content, language)
    yield "quality", quality_in_words(content, language)
    yield "prerequisites", _line(content.prerequisites, language)
    if content.stackability.stackable:
        yield "stackability", _line(content.stackability.towards, language)
    yield (
        "partners",
        "; ".join(
            f"{partner.name} ({phrase(partner.role.value, language)})"
            for partner in content.partners
        ),
    )
    yield "country", country_name(profile.country, language)
    yield "further", _line(content.further_information, language)


def _assessments(content: ProgrammeContent, language: str) -> str:
    places = {outcome.id: str(place) for place, outcome in enumerate(content.outcomes, start=1)}
    return "; ".join(_assessment(item, places, language) for item in content.assessments)


def _assessment(assessment: Assessment, places: dict[str, str], language: str) -> str:
    proved = ", ".join(places[outcome] for outcome in assessment.proves)
    details = (
        _concept("assessment-types", assessment.type, language),
        phrase("proves", language, numbers=proved) if proved else "",
        _concept("supervision", assessment.supervision, language),
        _line(assessment.description, language),
    )
    told = ", ".join(detail for detail in details if detail)
    return f"{_line(assessment.title, language)} ({told})"


def _level(content: ProgrammeContent, language: str) -> str:
    level = content.level
    parts = [phrase("no-level", language)] if level.no_level else []
    if level.sok is not None:
        parts.append(phrase("sok", language, level=str(level.sok)))
    if level.eqf is not None:
        parts.append(phrase("eqf", language, level=str(level.eqf)))
    if level.qf_ehea:
        parts.append(phrase(level.qf_ehea, language))
    reasoning = _line(level.reasoning, language)
    return f"{', '.join(parts)}. {reasoning}" if reasoning else ", ".join(parts)


def _languages(content: ProgrammeContent, language: str) -> str:
    labels = {concept.notation: concept.labels for concept in vocabulary("languages").values()}
    return ", ".join(
        concept_label(labels[code], language) if code in labels else code
        for code in content.instruction_languages
    )


def quality_in_words(content: ProgrammeContent, language: str) -> str:
    """Write the kind of quality assurance, by whom and until when; "" where none is stated."""
    quality = content.quality_assurance
    if quality is None:
        return ""
    until = quality.valid_until
    details = (
        phrase(quality.kind.value, language),
        _line(quality.body, language),
        quality.reference or "",
        phrase("valid-until", language, date=long_date(until, language)) if until else "",
    )
    return ", ".join(detail for detail in details if detail)


def _concept(name: str, uri: str | None, language: str) -> str:
    if uri is None:
        return ""
    return within_sentence(concept_label(vocabulary(name)[uri].labels, language))


def _line(text: Text, language: str) -> str:
    """Put a text on one line, so that it can not break the list it stands in."""
    return " ".join(in_language(text, language).split())
