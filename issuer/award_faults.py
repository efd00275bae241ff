"""Can this result be issued? Dates, grades, and who the learner is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from issuer import value_rules
from issuer.annex_i import ELEMENTS
from issuer.completeness import MissingElement
from issuer.faults import Fault, fault
from issuer.grading import grade_fault, overall_scale
from issuer.model.award import AssessmentResult, Learner, Result
from issuer.model.programme import GradingScale, ProgrammeContent
from issuer.model.text import in_language

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+")  # DID Core 1.0, section 3.1


def missing_award_elements(learner: Learner) -> tuple[MissingElement, ...]:
    """Name the mandatory elements of Annex I that only the award can state, and does not."""
    known_by = (learner.email.strip(), learner.holder_did, (learner.identifier or "").strip())
    if learner.name.strip() and any(known_by):
        return ()
    learner_element = ELEMENTS["learner"]
    return (MissingElement(learner_element.key, learner_element.name, "/learner", mandatory=True),)


def award_faults(
    result: Result, learner: Learner, content: ProgrammeContent, *, language: str, today: date
) -> tuple[Fault, ...]:
    """Name every fault of a result in this programme; paths point into the result or learner."""
    return (
        *_learner(learner),
        *_language(language, content),
        *_dates(result, content, today),
        *_grades(result, content),
        *_evidence(result),
    )


def _learner(learner: Learner) -> Iterator[Fault]:
    yield from value_rules.plain_faults(learner.name, "/learner/name")
    email = learner.email.strip()
    if email and not value_rules.is_email_address(email):
        yield fault("NOT_AN_EMAIL", "/learner/email")
    guardian = (learner.guardian_email or "").strip()
    if guardian and not value_rules.is_email_address(guardian):
        yield fault("NOT_AN_EMAIL", "/learner/guardian_email")
    if learner.holder_did is not None and not _DID.fullmatch(learner.holder_did):
        yield fault("NOT_A_DID", "/learner/holder_did")


def _language(language: str, content: ProgrammeContent) -> Iterator[Fault]:
    if not content.title.get(language):
        yield fault("BADGE_LANGUAGE", "/language", language=language[:20])


def _dates(result: Result, content: ProgrammeContent, today: date) -> Iterator[Fault]:
    if result.awarded_on > today:
        yield fault("AWARDED_IN_FUTURE", "/result/awarded_on", date=result.awarded_on.isoformat())
    if content.pilot_until is not None and result.awarded_on > content.pilot_until:
        yield fault(
            "AWARDED_AFTER_PILOT", "/result/awarded_on", date=content.pilot_until.isoformat()
        )
    if result.started_on is None:
        return
    if result.ended_on is not None and result.ended_on < result.started_on:
        yield fault("ENDED_BEFORE_STARTED", "/result/ended_on")
    if result.awarded_on < result.started_on:
        yield fault("AWARDED_BEFORE_STARTED", "/result/awarded_on")


def _grades(result: Result, content: ProgrammeContent) -> Iterator[Fault]:
    scale = overall_scale(content)
    if result.grade is not None:
        yield from value_rules.plain_faults(result.grade, "/result/grade")
    if result.grade is not None and scale is not None:
        yield from _graded(result.grade, scale, "/result/grade")
    if result.assessments:  # without any, the award itself states that all was passed
        yield from _assessment_grades(result.assessments, content)


def _assessment_grades(
    results: tuple[AssessmentResult, ...], content: ProgrammeContent
) -> Iterator[Fault]:
    assessments = {assessment.id: assessment for assessment in content.assessments}
    given = Counter(item.assessment_id for item in results)
    for index, item in enumerate(results):
        path = f"/result/assessments/{index}"
        assessment = assessments.get(item.assessment_id)
        if assessment is None:
            yield fault("ASSESSMENT_UNKNOWN", f"{path}/assessment_id", id=item.assessment_id[:64])
        elif given[item.assessment_id] > 1:
            yield fault("ID_TWICE", f"{path}/assessment_id", id=item.assessment_id)
        elif assessment.grading is not None:
            yield from _graded(item.grade, assessment.grading, f"{path}/grade")
    for assessment in content.assessments:
        if assessment.grading is not None and assessment.id not in given:
            named = in_language(assessment.title, "sl") or assessment.id
            yield fault("ASSESSMENT_RESULT_MISSING", "/result/assessments", assessment=named)


def _graded(grade: str, scale: GradingScale, path: str) -> Iterator[Fault]:
    found = grade_fault(grade, scale, path)
    if found is not None:
        yield found


def _evidence(result: Result) -> Iterator[Fault]:
    yield from value_rules.count_faults(result.evidence, "/result/evidence")
    for index, item in enumerate(result.evidence):
        path = f"/result/evidence/{index}"
        yield from value_rules.plain_faults(item.name, f"{path}/name")
        yield from value_rules.plain_faults(item.narrative or "", f"{path}/narrative")
        yield from value_rules.address_faults(item.url, f"{path}/url")
    yield from value_rules.plain_faults(result.narrative or "", "/result/narrative")
