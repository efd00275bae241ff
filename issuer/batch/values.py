"""From cells as spreadsheets write them to values as an order has them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from issuer.model.programme import GradeType, GradingScale

Cell = str | int | float | bool
"""What readers of tables give; whatever else there is, days too, comes as text."""

_EXACT = 1e15
"""Beyond it a float's digits are not those of the cell."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")
_SLOVENIAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_DECIMAL_COMMA = re.compile(r"(-?\d+),(\d+)")
_PERCENT = re.compile(r"(.*\d)\s*%")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_LANGUAGES = {
    **dict.fromkeys(("slovenščina", "slovensko", "slovenski", "slovenian", "slovene"), "sl"),
    **dict.fromkeys(("angleščina", "angleško", "angleški", "english"), "en"),
    **dict.fromkeys(("italijanščina", "italijansko", "italian"), "it"),
    **dict.fromkeys(("madžarščina", "madžarsko", "hungarian"), "hu"),
}
_NUMBER_ZERO = "00:00:00"
"""What a cell for days gives when the number in it is nought."""
_LAST_EMPTY = date(1901, 1, 1)
"""Spreadsheets show the numbers 0 to 366 as days of 1899 and 1900: cells without a date."""


def text_of_cell(cell: Cell) -> str:
    """Write a cell as its reader saw it, a whole number without a fraction."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    return str(cell).replace("\u00a0", " ").strip()


def day_of(text: str) -> date | None:
    """Read a day as ISO 8601 or Slovenian (9. 3. 2026); None for all that can be two days."""
    if text == _NUMBER_ZERO:
        return _LAST_EMPTY - timedelta(days=1)
    iso, slovenian = _ISO.fullmatch(text), _SLOVENIAN.fullmatch(text)
    if iso:
        year, month, day = iso.groups()
    elif slovenian:
        day, month, year = slovenian.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_empty_cells_day(day: date) -> bool:
    """Tell whether a day is what a spreadsheet shows for a number near zero."""
    return day < _LAST_EMPTY


def grade_of(text: str, scale: GradingScale | None) -> str:
    """Write a grade of a numeric scale with a decimal point and without a percent sign."""
    if scale is None or scale.type not in {GradeType.PERCENT, GradeType.RAW_SCORE}:
        return text
    percent = _PERCENT.fullmatch(text) if scale.type is GradeType.PERCENT else None
    number = (percent.group(1) if percent else text).strip()
    comma = _DECIMAL_COMMA.fullmatch(number)
    return f"{comma.group(1)}.{comma.group(2)}" if comma else number


def language_of(text: str) -> str:
    """Give the language tag of a language's name; what is none comes back in lower case."""
    return _LANGUAGES.get(text.casefold(), text.casefold() if "-" not in text else text)


def is_formula(text: str) -> bool:
    """Tell whether a cell shows a formula instead of its value."""
    return text.startswith("=")


def spreadsheet_error(text: str) -> str | None:
    """Give the error that a spreadsheet wrote in place of a value."""
    return next((error for error in _ERRORS if text.upper().startswith(error)), None)
