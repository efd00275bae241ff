"""Grades within their scale, and the one that passes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.grading import grade_fault, is_on_scale, overall_scale, scale_faults
from issuer.model.programme import GradeType, GradingScale
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS

PERCENT = GradingScale(type=GradeType.PERCENT, minimum="0", maximum="100", passing="50")
TEN = GradingScale(
    type=GradeType.RAW_SCORE,
    allowed_values=("5", "6", "7", "8", "9", "10"),
    minimum="5",
    maximum="10",
    passing="6",
)
WORDS = GradingScale(
    type=GradeType.PERFORMANCE_LEVEL, allowed_values=("osnovno", "dobro", "odlično")
)
PASSED = GradingScale(
    type=GradeType.STATUS, allowed_values=("ni opravil", "opravil"), passing="opravil"
)


@pytest.mark.parametrize(
    ("grade", "scale", "code"),
    [
        ("50", PERCENT, None),
        ("87.5", PERCENT, None),
        ("100", PERCENT, None),
        ("49.99", PERCENT, "GRADE_NOT_PASSING"),
        ("100.01", PERCENT, "GRADE_OUTSIDE_SCALE"),
        ("-1", PERCENT, "GRADE_OUTSIDE_SCALE"),
        ("odlično", PERCENT, "GRADE_OUTSIDE_SCALE"),
        ("NaN", PERCENT, "GRADE_OUTSIDE_SCALE"),
        ("", PERCENT, "GRADE_OUTSIDE_SCALE"),
        ("6", TEN, None),
        ("5", TEN, "GRADE_NOT_PASSING"),
        ("6.5", TEN, "GRADE_OUTSIDE_SCALE"),
        ("osnovno", WORDS, None),
        ("Osnovno", WORDS, "GRADE_OUTSIDE_SCALE"),
        ("opravil", PASSED, None),
        ("ni opravil", PASSED, "GRADE_NOT_PASSING"),
    ],
)
def test_a_grade_is_judged_by_its_scale(grade: str, scale: GradingScale, code: str | None) -> None:
    found = grade_fault(grade, scale, "/grade")
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("scale", "codes"),
    [
        (PERCENT, []),
        (TEN, []),
        (WORDS, []),
        (replace(PERCENT, passing=None), []),
        (replace(PERCENT, passing="101"), ["SCALE_PASSING"]),
        (replace(PERCENT, minimum="100"), ["SCALE_BOUNDS"]),
        (replace(PERCENT, minimum="nič"), ["SCALE_BOUNDS"]),
        (replace(PERCENT, maximum="Infinity"), ["SCALE_BOUNDS"]),
        (replace(WORDS, passing="slabo"), ["SCALE_PASSING"]),
        (replace(WORDS, allowed_values=()), ["SCALE_VALUES_MISSING"]),
    ],
)
def test_a_scale_has_to_measure(scale: GradingScale, codes: list[str]) -> None:
    assert [item.code for item in scale_faults(scale, "/grading")] == codes


def test_the_overall_grade_has_the_scale_of_the_only_graded_assessment() -> None:
    assert overall_scale(HEAT_PUMPS) == HEAT_PUMPS.grading
    assert overall_scale(DATA_LITERACY) == DATA_LITERACY.assessments[0].grading
    assert overall_scale(FIRST_AID_PILOT) is None


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(grade: str) -> None:
    for scale in (PERCENT, TEN, WORDS):
        assert is_on_scale(grade, scale) in (True, False)
        grade_fault(grade, scale, "/grade")
