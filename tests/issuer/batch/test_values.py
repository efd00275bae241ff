"""Cells as spreadsheets write them become values as an order has them."""

from __future__ import annotations

from datetime import date

import pytest

from issuer.batch.values import (
    Cell,
    day_of,
    grade_of,
    is_empty_cells_day,
    is_formula,
    language_of,
    spreadsheet_error,
    text_of_cell,
)
from issuer.model.programme import GradeType, GradingScale

PERCENT = GradingScale(type=GradeType.PERCENT, minimum="0", maximum="100")
SCORE = GradingScale(type=GradeType.RAW_SCORE, minimum="1", maximum="5")
LETTERS = GradingScale(type=GradeType.LETTER_GRADE, allowed_values=("C", "B", "A"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (8.0, "8"),
        (8.5, "8.5"),
        (12345678.0, "12345678"),
        (True, "TRUE"),
        ("\u00a0 Žiga\u00a0Čuček ", "Žiga Čuček"),
        ("\u200eana@example.com", "ana@example.com"),
        (7, "7"),
        (float("nan"), "nan"),
        (0.29 * 100, "29"),
        (92.49999999999999, "92.5"),
        (0.1, "0.1"),
    ],
)
def test_a_cell_is_written_as_it_was_seen(cell: Cell, text: str) -> None:
    assert text_of_cell(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "9. 3. 2026",
        "9.3.2026",
        "09. 03. 2026.",
        "2026-03-09",
        "2026-3-9",
        "2026-03-09T00:00:00",
        "2026-03-09 10:30",
        "9. 3. 2026 10:30",
    ],
)
def test_slovenian_and_iso_days_are_read(text: str) -> None:
    assert day_of(text) == date(2026, 3, 9)


@pytest.mark.parametrize("text", ["03/09/2026", "9. 3. 26", "31. 2. 2026", "46090", "marec", "²"])
def test_what_can_be_two_days_or_none_is_not_read(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize("text", ["1900-01-01", "31. 12. 1899", "00:00:00", "1. 1. 1904"])
def test_the_day_of_an_empty_cell_is_known(text: str) -> None:
    day = day_of(text)
    assert day is not None
    assert is_empty_cells_day(day)
    assert not is_empty_cells_day(date(1932, 5, 1))


def test_grades_of_numeric_scales_get_a_decimal_point() -> None:
    assert grade_of("87,5 %", PERCENT) == "87.5"
    assert grade_of("4,5", SCORE) == "4.5"
    assert grade_of("4 %", SCORE) == "4 %"
    assert grade_of("A,5", LETTERS) == "A,5"
    assert grade_of("4,5", None) == "4,5"


def test_languages_have_names() -> None:
    assert [language_of(said) for said in ("Slovenščina", "SL", "english", "sr-Latn")] == [
        "sl",
        "sl",
        "en",
        "sr-Latn",
    ]


def test_formulas_and_errors_are_told_from_values() -> None:
    assert is_formula('=HYPERLINK("x")')
    assert not is_formula("Ana = Anica")
    assert spreadsheet_error("#ref!") == "#REF!"
    assert spreadsheet_error("#DEL/0!") == "#DEL/0!"
    assert spreadsheet_error("########") == "####"
    assert spreadsheet_error("#1") is None


def test_a_word_is_written_as_its_scale_writes_it() -> None:
    status = GradingScale(type=GradeType.STATUS, allowed_values=("ni opravil", "opravil"))
    said = {"DA": "opravil", "ne": "ni opravil", "Opravil": "opravil", "morda": "morda"}
    assert {text: grade_of(text, status) for text in said} == said
    assert grade_of("a", LETTERS) == "A"
    assert grade_of("da", LETTERS) == "da"
