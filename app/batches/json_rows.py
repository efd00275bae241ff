"""Reads results as a JSON array, or one object a line (NDJSON).

An entry has the fields' names or headings as members, or the form of a single order
(POST /api/v1/credentials), which is laid flat.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.batches.table import MOST_COLUMNS, Row, Table
from app.bulk.arrays import elements
from issuer.batch.faults import unreadable
from issuer.batch.fields import ASSESSMENT
from issuer.batch.values import Cell

_FLATTENED = ("learner", "result")


def is_json(text: str) -> bool:
    """Tell whether a text begins like JSON."""
    return text.lstrip()[:1] in {"[", "{"}


def json_table(text: str, encoding: str, most: int) -> Table:
    """Read entries; the headings are all members that occur. Raises UnreadableTable."""
    text = text.strip()
    values = (value for _, value in elements(text)) if text.startswith("[") else _lines(text)
    entries = list(_flat_entries(values, most))
    headings = list(dict.fromkeys(name for entry in entries for name in entry))
    if len(headings) > MOST_COLUMNS:
        raise unreadable("FILE_TOO_WIDE", row=len(entries), most=MOST_COLUMNS)
    return Table(_rows(entries, headings), "json", encoding, headings)


def _lines(text: str) -> Iterator[Any]:
    return (json.loads(line) for line in text.splitlines() if line.strip())


def _flat_entries(values: Iterator[Any], most: int) -> Iterator[dict[str, Cell]]:
    number = 0
    try:
        for number, value in enumerate(values, 1):
            if number > most:
                raise unreadable("FILE_TOO_MANY_ROWS", most=most)
            if not isinstance(value, dict):
                raise unreadable("FILE_JSON_BROKEN", row=number)
            yield _flat(value)
    except (ValueError, RecursionError):
        raise unreadable("FILE_JSON_BROKEN", row=number + 1) from None


def _rows(entries: Iterable[dict[str, Cell]], headings: list[str]) -> Iterator[Row]:
    for number, entry in enumerate(entries, 1):
        yield number, [entry.get(heading, "") for heading in headings]


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
