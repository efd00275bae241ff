"""From cells as spreadsheets write them to values as an order has them."""

from __future__ import annotations

import re
from datetime import date

from issuer.model.programme import GradeType, GradingScale

Cell = str | int | float | bool
"""What readers of tables give; whatever else there is, days too, comes as text."""

_BLANKS = re.compile("[\u00a0\u2007\u202f]")
"""Blanks that hold words together: what is pasted from the web and from forms has them."""
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
"""Signs without a width; those that join letters in other scripts (U+200C, U+200D) are kept."""
_EXACT = 1e15
"""Beyond it a float's digits are not those of the cell."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")
_SLOVENIAN = re.compile(
    r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?(?:\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?"
)
_DECIMAL_COMMA = re.compile(r"(-?\d+),(\d+)")
_PERCENT = re.compile(r"(.*\d)\s*%")
_YES_NO = (frozenset({"da", "yes"}), frozenset({"ne", "no"}))
_ERRORS = (
    *("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
    # A CSV holds them as they were shown, in Slovenian or as a column too narrow for its numbers.
    *("#N/V", "#SKLIC!", "#VREDN!", "#IME?", "#DEL/0!", "#NIČ!", "#ŠTEV!", "####", "ERR:5"),
)
_LANGUAGES = {
    **dict.fromkeys(("slovenščina", "slovensko", "slovenski", "slovenian", "slovene"), "sl"),
    **dict.fromkeys(("angleščina", "angleško", "angleški", "english"), "en"),
    **dict.fromkeys(("italijanščina", "italijansko", "italian"), "it"),
    **dict.fromkeys(("madžarščina", "madžarsko", "hungarian"), "hu"),
}
_NUMBER_ZERO = "00:00:00"
"""What a cell for days gives when the number in it is nought."""
_DAY_ZERO = date(1899, 12, 31)
_LAST_EMPTY = date(1901, 1, 1)
"""Spreadsheets show the numbers 0 to 366 as days of 1899 and 1900: cells without a date."""
_FIRST_OF_1904 = date(1904, 1, 1)
"""What the number 0 is in workbooks that count days from 1904."""
_LINK = "mailto:"


def text_of_cell(cell: Cell) -> str:
    """Write a cell as its reader saw it, a whole number without a fraction."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        # Spreadsheets show 15 digits: 0.29 * 100 is kept as 28.999999999999996, and seen as 29.
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    return _BLANKS.sub(" ", _UNSEEN.sub("", str(cell))).strip()


def day_of(text: str) -> date | None:
    """Read a day as ISO 8601 or Slovenian (9. 3. 2026); None for all that can be two days."""
    if text == _NUMBER_ZERO:
        return _DAY_ZERO
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
    return day < _LAST_EMPTY or day == _FIRST_OF_1904


def grade_of(text: str, scale: GradingScale | None) -> str:
    """Write a grade as its scale does: numbers with a point and no percent sign, words alike.

    Of a status with two values, yes is the higher and no the lower one.
    """
    if scale is None:
        return text
    if scale.type not in {GradeType.PERCENT, GradeType.RAW_SCORE}:
        return _word_of(text, scale)
    percent = _PERCENT.fullmatch(text) if scale.type is GradeType.PERCENT else None
    number = (percent.group(1) if percent else text).strip()
    comma = _DECIMAL_COMMA.fullmatch(number)
    return f"{comma.group(1)}.{comma.group(2)}" if comma else number


def _word_of(text: str, scale: GradingScale) -> str:
    said, values = text.casefold(), scale.allowed_values
    if scale.type is GradeType.STATUS and len(values) == len(_YES_NO):
        for value, meant in zip(reversed(values), _YES_NO, strict=True):
            if said in meant:
                return value
    alike = [value for value in values if value.casefold() == said]
    return alike[0] if len(alike) == 1 else text


def language_of(text: str) -> str:
    """Give the language tag of a language's name; what is none comes back in lower case."""
    return _LANGUAGES.get(text.casefold(), text.casefold() if "-" not in text else text)


def address_of(text: str) -> str:
    """Give an e-mail address without what makes a link of it."""
    return text[len(_LINK) :].strip() if text.lower().startswith(_LINK) else text


def is_formula(text: str) -> bool:
    """Tell whether a cell shows a formula instead of its value."""
    return text.startswith("=")


def spreadsheet_error(text: str) -> str | None:
    """Give the error that a spreadsheet wrote in place of a value."""
    return next((error for error in _ERRORS if text.upper().startswith(error)), None)
