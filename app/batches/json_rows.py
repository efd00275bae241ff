"""Reads results as a JSON array, or one object a line (NDJSON).

An entry has the fields' names or headings as members, or the form of a single order
(POST /api/v1/credentials), which is laid flat.
"""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from app.batches.json_values import array_values, line_values
from app.batches.source import OpenText
from app.batches.table import MOST_COLUMNS, Row, Table
from issuer.batch.faults import unreadable
from issuer.batch.fields import ASSESSMENT
from issuer.batch.values import Cell

_BLANKS_BEFORE = 4096
_FLATTENED = ("learner", "result")


def is_json(text: OpenText) -> bool:
    """Tell whether a text begins like JSON."""
    return _first_sign(text) in {"[", "{"}


def json_table(text: OpenText, encoding: str, most: int) -> Table:
    """Read entries; the headings are all members that occur. Raises UnreadableTable."""
    headings: dict[str, None] = {}
    for number, entry in enumerate(_flat_entries(text, most), 1):
        headings.update(dict.fromkeys(entry))
        if len(headings) > MOST_COLUMNS:
            raise unreadable("FILE_TOO_WIDE", row=number, most=MOST_COLUMNS)
    found = tuple(headings)
    return Table(partial(_rows, text, most, found), "json", encoding, found)


def _rows(text: OpenText, most: int, headings: Sequence[str]) -> Iterator[Row]:
    for number, entry in enumerate(_flat_entries(text, most), 1):
        yield number, [entry.get(heading, "") for heading in headings]


def _flat_entries(text: OpenText, most: int) -> Iterator[dict[str, Cell]]:
    number = 0
    values = array_values if _first_sign(text) == "[" else line_values
    with text() as opened:
        try:
            for number, value in enumerate(values(opened), 1):
                if number > most:
                    raise unreadable("FILE_TOO_MANY_ROWS", most=most)
                if not isinstance(value, dict):
                    raise unreadable("FILE_JSON_BROKEN", row=number)
                yield _flat(value)
        except (ValueError, RecursionError):
            raise unreadable("FILE_JSON_BROKEN", row=number + 1) from None


def _first_sign(text: OpenText) -> str:
    with text() as opened:
        return opened.read(_BLANKS_BEFORE).lstrip()[:1]


def _flat(entry: dict[str, Any]) -> dict[str, Cell]:
    """Lay learner, result, assessments and the first evidence beside the rest."""
    inside = [entry[name] for name in _FLATTENED if isinstance(entry.get(name), dict)]
    outside = {
        name: value
        for name, value in entry.items()
        if not (name in _FLATTENED and isinstance(value, dict))
    }
    flat: dict[str, Cell] = {}
    for part in (outside, *inside):
        for name, value in part.items():
            for inner, single in _spread(name, value):
                flat.setdefault(inner, _cell(single))
    return flat


def _spread(name: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # JSON is anything
    if name == "assessments" and isinstance(value, list) and all(map(_is_graded, value)):
        yield from ((ASSESSMENT + each["assessment_id"], each["grade"]) for each in value)
    elif name == "evidence" and isinstance(value, list):
        for index, each in enumerate(value):
            if index == 0 and isinstance(each, dict):
                yield from ((f"evidence_{inner}", inmost) for inner, inmost in each.items())
            else:
                yield f"evidence/{index}", each
    else:
        yield name, value


def _is_graded(value: Any) -> bool:  # noqa: ANN401  # JSON is anything
    return (
        isinstance(value, dict) and isinstance(value.get("assessment_id"), str) and "grade" in value
    )


def _cell(value: Any) -> Cell:  # noqa: ANN401  # JSON is anything
    if value is None:
        return ""
    return value if isinstance(value, (str, int, float, bool)) else json.dumps(value)
