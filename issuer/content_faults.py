"""What is wrong with a programme: values outside vocabularies, contradictions, missing texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from issuer import value_rules
from issuer.faults import Fault, fault
from issuer.grading import scale_faults
from issuer.levels import level_faults
from issuer.model.programme import (
    Assessment,
    LearningOutcome,
    ProgrammeContent,
    Reference,
)
from issuer.model.text import Text, in_language

_MOST: dict[str, Decimal] = {
    "hours": Decimal(5000),
    "ects": Decimal(180),
    "vet_credit_points": Decimal(400),
}
_MOST_MONTHS = 1200


def content_faults(content: ProgrammeContent, *, today: date | None = None) -> tuple[Fault, ...]:
    """Name every fault of what is stated; with `today`, dates that have passed count too."""
    return tuple(
        found
        for rule in (
            _texts,
            _outcomes,
            _assessments,
            _whole_programme,
            lambda whole: level_faults(whole.level),
            lambda whole: _dates(whole, today),
        )
        for found in rule(content)
    )


def _texts(content: ProgrammeContent) -> Iterator[Fault]:
    named: list[tuple[str, Text]] = [
        ("/title", content.title),
        ("/description", content.description),
        ("/level/reasoning", content.level.reasoning),
        ("/prerequisites", content.prerequisites),
        ("/stackability/towards", content.stackability.towards),
        ("/further_information", content.further_information),
    ]
    if content.quality_assurance is not None:
        named.append(("/quality_assurance/body", content.quality_assurance.body))
    for path, text in named:
        # Annex I does not name the description, Open Badges 3.0 does not do without.
        yield from value_rules.text_faults(text, path, required=path == "/description")
    for index, partner in enumerate(content.partners):
        yield from value_rules.plain_faults(partner.name, f"/partners/{index}/name")
        yield from value_rules.address_faults(partner.url, f"/partners/{index}/url")


def _outcomes(content: ProgrammeContent) -> Iterator[Fault]:
    yield from value_rules.count_faults(content.outcomes, "/outcomes")
    yield from _id_faults(content.outcomes, "/outcomes")
    proved = {outcome for assessment in content.assessments for outcome in assessment.proves}
    for index, outcome in enumerate(content.outcomes):
        yield from _outcome(outcome, f"/outcomes/{index}")
        if outcome.id not in proved:
            named = in_language(outcome.statement, "sl") or outcome.id
            yield fault("OUTCOME_NOT_ASSESSED", f"/outcomes/{index}", outcome=named)


def _outcome(outcome: LearningOutcome, path: str) -> Iterator[Fault]:
    yield from value_rules.text_faults(outcome.statement, f"{path}/statement")
    yield from value_rules.text_faults(outcome.level_reasoning, f"{path}/level_reasoning")
    if outcome.kind is None:
        yield fault("OUTCOME_KIND_MISSING", f"{path}/kind")
    yield from value_rules.vocabulary_faults(
        outcome.reusability, "skill-reuse-levels", f"{path}/reusability"
    )
    if not outcome.criteria:
        yield fault("OUTCOME_CRITERIA_MISSING", f"{path}/criteria")
    yield from value_rules.count_faults(outcome.criteria, f"{path}/criteria")
    for index, criterion in enumerate(outcome.criteria):
        yield from value_rules.text_faults(criterion, f"{path}/criteria/{index}", required=True)
    yield from _references(outcome.esco_skills, f"{path}/esco_skills", esco=True)
    yield from _references(outcome.occupational_standards, f"{path}/occupational_standards")


def _references(
    references: tuple[Reference, ...], path: str, *, esco: bool = False
) -> Iterator[Fault]:
    yield from value_rules.count_faults(references, path)
    for index, reference in enumerate(references):
        place = f"{path}/{index}"
        if esco and not value_rules.is_esco_skill(reference.uri):
            yield fault("NOT_AN_ESCO_SKILL", f"{place}/uri", value=reference.uri)
        elif not esco:
            yield from value_rules.address_faults(reference.uri, f"{place}/uri")
        yield from value_rules.text_faults(reference.title, f"{place}/title", required=True)


def _assessments(content: ProgrammeContent) -> Iterator[Fault]:
    yield from value_rules.count_faults(content.assessments, "/assessments")
    yield from _id_faults(content.assessments, "/assessments")
    outcomes = {outcome.id for outcome in content.outcomes}
    for index, assessment in enumerate(content.assessments):
        path = f"/assessments/{index}"
        yield from _assessment(assessment, path)
        for place, proved in enumerate(assessment.proves):
            if proved not in outcomes:
                yield fault("OUTCOME_UNKNOWN", f"{path}/proves/{place}", id=proved)


def _assessment(assessment: Assessment, path: str) -> Iterator[Fault]:
    yield from value_rules.text_faults(assessment.title, f"{path}/title", required=True)
    yield from value_rules.text_faults(assessment.description, f"{path}/description")
    yield from value_rules.vocabulary_faults(assessment.type, "assessment-types", f"{path}/type")
    yield from value_rules.vocabulary_faults(
        assessment.supervision, "supervision", f"{path}/supervision"
    )
    if assessment.grading is not None:
        yield from scale_faults(assessment.grading, f"{path}/grading")


def _whole_programme(content: ProgrammeContent) -> Iterator[Fault]:
    for name, value, path in (
        ("isced-f", content.isced_f, "/isced_f"),
        ("modes", content.participation, "/participation"),
        ("learning-settings", content.learning_setting, "/learning_setting"),
        (
            "learning-opportunity-types",
            content.learning_opportunity_type,
            "/learning_opportunity_type",
        ),
    ):
        yield from value_rules.vocabulary_faults(value, name, path)
    for name, most in _MOST.items():
        amount: Decimal | None = getattr(content.workload, name)
        yield from value_rules.number_faults(amount, most, f"/workload/{name}")
    yield from value_rules.number_faults(content.validity_months, _MOST_MONTHS, "/validity_months")
    for index, language in enumerate(content.instruction_languages):
        yield from value_rules.language_faults(language, f"/instruction_languages/{index}")
    yield from value_rules.achievement_type_faults(content.achievement_type, "/achievement_type")
    yield from value_rules.address_faults(content.homepage, "/homepage")
    yield from value_rules.picture_faults(content.image, "/image")
    if content.grading is not None:
        yield from scale_faults(content.grading, "/grading")
    towards_something = any(content.stackability.towards.values())
    if content.stackability.stackable and not (
        towards_something or content.stackability.programme_ids
    ):
        yield fault("STACKABLE_TOWARDS_NOTHING", "/stackability/towards")


def _dates(content: ProgrammeContent, today: date | None) -> Iterator[Fault]:
    if content.pilot and content.pilot_until is None:
        yield fault("PILOT_WITHOUT_END", "/pilot_until")
    if content.pilot_until is not None and not content.pilot:
        yield fault("END_WITHOUT_PILOT", "/pilot")
    quality = content.quality_assurance
    for path, day in (
        ("/pilot_until", content.pilot_until),
        ("/quality_assurance/valid_until", quality.valid_until if quality else None),
    ):
        if today is not None and day is not None and day < today:
            yield fault("DATE_PAST", path, date=day.isoformat())


def _id_faults(entries: Iterable[LearningOutcome | Assessment], path: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for index, entry in enumerate(entries):
        seen[entry.id] += 1
        if not value_rules.is_id(entry.id):
            yield fault("ID_MISSING", f"{path}/{index}/id")
        elif seen[entry.id] > 1:
            yield fault("ID_TWICE", f"{path}/{index}/id", id=entry.id)
