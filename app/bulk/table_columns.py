"""The columns of the table of verdicts, in one language, as spreadsheets and people read them."""

from collections.abc import Iterable

from contexts import JsonObject
from issuer.model.text import Text

_OUTCOMES: dict[str, Text] = {
    "passed": {"sl": "Veljavno", "en": "Valid"},
    "indeterminate": {"sl": "Ni mogoče potrditi", "en": "Cannot be confirmed"},
    "failed": {"sl": "Ni veljavno", "en": "Not valid"},
}

COLUMNS: tuple[tuple[str, Text, int], ...] = (
    ("position", {"sl": "Št.", "en": "No."}, 6),
    ("name", {"sl": "Kaj", "en": "What"}, 36),
    ("outcome", {"sl": "Izid", "en": "Outcome"}, 20),
    ("sentence", {"sl": "Razlog", "en": "Reason"}, 70),
    ("next_step", {"sl": "Kaj storiti", "en": "What to do"}, 50),
    ("issuer", {"sl": "Izdajatelj", "en": "Issuer"}, 36),
    ("issuer_known", {"sl": "Izdajatelj je znan", "en": "Issuer is known"}, 18),
    ("achievement", {"sl": "Dosežek", "en": "Achievement"}, 40),
    ("learner", {"sl": "Udeleženec (navedba)", "en": "Learner (as stated)"}, 28),
    ("code", {"sl": "Koda", "en": "Code"}, 26),
    ("explanation", {"sl": "Razlaga", "en": "Explanation"}, 44),
    ("checked_at", {"sl": "Preverjeno", "en": "Checked at"}, 34),
    ("digest", {"sl": "Prstni odtis", "en": "Digest"}, 76),
)
"""Member of the row, heading, width in characters."""

_YES_NO: dict[bool, Text] = {True: {"sl": "da", "en": "yes"}, False: {"sl": "ne", "en": "no"}}


def headings(language: str) -> list[str]:
    """Give the headings in "sl" or "en"."""
    return [heading[language] for _, heading, _ in COLUMNS]


def cells(row: JsonObject, language: str) -> list[str]:
    """Give a row's cells in "sl" or "en"."""
    return [_cell(row, member, language) for member, _, _ in COLUMNS]


def all_cells(rows: Iterable[JsonObject], language: str) -> Iterable[list[str]]:
    """Give the headings, then the cells of each row."""
    yield headings(language)
    for row in rows:
        yield cells(row, language)


def _cell(row: JsonObject, member: str, language: str) -> str:
    value = row[member]
    if member == "outcome":
        return _OUTCOMES[value][language]
    if isinstance(value, bool):
        return _YES_NO[value][language]
    if isinstance(value, dict):
        return str(value.get(language, ""))
    return "" if value is None else str(value)
