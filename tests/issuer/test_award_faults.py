"""What keeps a result from being issued, each alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from issuer.award_faults import award_faults, missing_award_elements
from issuer.model.award import AssessmentResult, Evidence, Result
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, LEARNER, RESULT

TODAY = date(2026, 3, 2)


def graded(assessment_id: str, grade: str) -> AssessmentResult:
    return AssessmentResult(assessment_id=assessment_id, grade=grade)


FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("AWARDED_IN_FUTURE", "/result/awarded_on", {"awarded_on": date(2026, 3, 3)}),
    ("ENDED_BEFORE_STARTED", "/result/ended_on", {"ended_on": date(2026, 1, 11)}),
    (
        "AWARDED_BEFORE_STARTED",
        "/result/awarded_on",
        {"started_on": date(2026, 2, 28), "ended_on": None},
    ),
    ("GRADE_OUTSIDE_SCALE", "/result/grade", {"grade": "6"}),
    ("GRADE_NOT_PASSING", "/result/grade", {"grade": "nezadostno (1)"}),
    ("GRADE_OUTSIDE_SCALE", "/result/assessments/0/grade", {"assessments": (graded("a1", "101"),)}),
    ("GRADE_NOT_PASSING", "/result/assessments/0/grade", {"assessments": (graded("a1", "49"),)}),
    (
        "ASSESSMENT_UNKNOWN",
        "/result/assessments/1/assessment_id",
        {"assessments": (graded("a1", "60"), graded("a9", "5"))},
    ),
    ("ASSESSMENT_RESULT_MISSING", "/result/assessments", {"assessments": (graded("a2", "da"),)}),
    ("TEXT_UNREADABLE", "/result/narrative", {"narrative": "a\x00"}),
    ("TEXT_UNREADABLE", "/result/evidence/0/name", {"evidence": (Evidence(name="a\x01"),)}),
    (
        "NOT_AN_ADDRESS",
        "/result/evidence/0/url",
        {"evidence": (Evidence(name="a", url="dokaz.pdf"),)},
    ),
]


@pytest.mark.parametrize(("code", "path", "change"), FAULTS)
def test_a_fault_is_named_where_it_is(code: str, path: str, change: dict[str, Any]) -> None:
    result = replace(RESULT, **change)
    found = award_faults(result, LEARNER, HEAT_PUMPS, language="sl", today=TODAY)
    assert [(item.code, item.path) for item in found] == [(code, path)]


@pytest.mark.parametrize(
    "result",
    [
        RESULT,
        Result(awarded_on=TODAY),
        Result(awarded_on=TODAY, grade="odlično (5)"),
        Result(awarded_on=TODAY, assessments=(graded("a1", "50"),)),
        replace(RESULT, started_on=None, ended_on=None),
    ],
)
def test_good_results(result: Result) -> None:
    assert award_faults(result, LEARNER, HEAT_PUMPS, language="en", today=TODAY) == ()


def test_the_same_assessment_twice() -> None:
    result = replace(RESULT, assessments=(graded("a1", "60"), graded("a1", "70")))
    found = award_faults(result, LEARNER, HEAT_PUMPS, language="sl", today=TODAY)
    assert {item.code for item in found} == {"ID_TWICE"}


def test_the_overall_grade_is_on_the_scale_of_the_only_assessment() -> None:
    for grade, codes in (
        ("6", []),
        ("5.5", ["GRADE_NOT_PASSING"]),
        ("11", ["GRADE_OUTSIDE_SCALE"]),
    ):
        result = Result(awarded_on=TODAY, grade=grade)
        found = award_faults(result, LEARNER, DATA_LITERACY, language="sl", today=TODAY)
        assert [item.code for item in found] == codes


def test_nothing_is_awarded_after_a_pilot() -> None:
    until = date(2026, 2, 1)
    pilot = replace(FIRST_AID_PILOT, pilot_until=until)
    for day, codes in ((until, []), (date(2026, 2, 2), ["AWARDED_AFTER_PILOT"])):
        found = award_faults(Result(awarded_on=day), LEARNER, pilot, language="sl", today=TODAY)
        assert [item.code for item in found] == codes


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"email": "ana"}, "NOT_AN_EMAIL"),
        ({"email": "ana@"}, "NOT_AN_EMAIL"),
        ({"email": "ana novak@posta.example"}, "NOT_AN_EMAIL"),
        ({"email": "a@" + "x" * 260}, "NOT_AN_EMAIL"),
        ({"holder_did": "ana"}, "NOT_A_DID"),
        ({"holder_did": "did:key:z6Mk#z6Mk"}, "NOT_A_DID"),
        ({"name": "Ana\x00"}, "TEXT_UNREADABLE"),
    ],
)
def test_the_learner_is_checked_and_never_quoted(change: dict[str, Any], code: str) -> None:
    learner = replace(LEARNER, **change)
    (found,) = award_faults(RESULT, learner, HEAT_PUMPS, language="sl", today=TODAY)
    assert found.code == code
    assert not any(value in text for value in change.values() for text in found.sentence.values())


def test_a_badge_speaks_a_language_of_its_programme() -> None:
    (found,) = award_faults(RESULT, LEARNER, HEAT_PUMPS, language="it", today=TODAY)
    assert found.code == "BADGE_LANGUAGE"


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"name": " "}, ["learner"]),
        ({"email": "", "identifier": None}, ["learner"]),
        ({"email": "", "identifier": " "}, ["learner"]),
        ({"email": "", "identifier": "os-7"}, []),
        ({"email": "", "identifier": None, "holder_did": "did:key:z6Mk"}, []),
    ],
)
def test_the_learner_has_to_be_identified(change: dict[str, Any], missing: list[str]) -> None:
    found = missing_award_elements(replace(LEARNER, **change))
    assert [element.element for element in found] == missing
