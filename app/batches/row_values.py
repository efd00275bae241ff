"""One row of cells as the body of a single order, with what its cells alone get wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from issuer.batch.faults import batch_fault
from issuer.batch.fields import ASSESSMENT, FIELDS
from issuer.batch.values import (
    address_of,
    day_of,
    grade_of,
    is_empty_cells_day,
    is_formula,
    language_of,
    spreadsheet_error,
)
from issuer.faults import Fault
from issuer.grading import overall_scale
from issuer.model.programme import ProgrammeContent

_DAYS = frozenset({"date_of_birth", "awarded_on", "started_on", "ended_on"})
_ADDRESSES = frozenset({"email", "guardian_email"})
_LINES = frozenset({"name", "given_name", "family_name", "identifier", "evidence_name"})
_PATHS = {each.name: each.path for each in FIELDS}
_LONGEST_SHOWN = 40


@dataclass(slots=True)
class RowValues:
    """What a row says; what cannot be read of it is under `faults` only."""

    body: dict[str, Any]
    programme: str | None
    """As the row calls it."""
    assessments: list[str] = field(default_factory=list)
    """Their ids, in the order of the body."""
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    """With the field each is about."""


def row_values(values: Mapping[str, str], content: ProgrammeContent) -> RowValues:
    """Read the filled cells of one row, by field."""
    row = RowValues({"learner": {}, "result": {}}, values.get("programme"))
    for name, text in values.items():
        found = _fault_in(name, text)
        if found is not None:
            row.faults.append((name, found))
        elif name.startswith(ASSESSMENT):
            _add_assessment(row, name.removeprefix(ASSESSMENT), text, content)
        elif name != "programme":
            _put(row.body, _PATHS[name], _value(name, text, content))
    return row


def _fault_in(name: str, text: str) -> Fault | None:
    error = spreadsheet_error(text)
    if error is not None:
        return batch_fault("CELL_HAS_ERROR", _PATHS.get(name, ""), value=error)
    if is_formula(text):
        return batch_fault("CELL_IS_FORMULA", _PATHS.get(name, ""))
    if name in _DAYS:
        return _fault_in_day(name, text)
    if (name == "grade" or name.startswith(ASSESSMENT)) and day_of(text) is not None:
        return batch_fault("GRADE_IS_DAY", _PATHS.get(name, ""), value=text[:_LONGEST_SHOWN])
    return None


def _fault_in_day(name: str, text: str) -> Fault | None:
    day = day_of(text)
    if day is None:
        return batch_fault("DATE_NOT_READABLE", _PATHS[name], value=text[:_LONGEST_SHOWN])
    if is_empty_cells_day(day):
        return batch_fault("DATE_OF_EMPTY_CELL", _PATHS[name], value=day.isoformat())
    return None


def _value(name: str, text: str, content: ProgrammeContent) -> str:
    day = day_of(text) if name in _DAYS else None
    if day is not None:
        return day.isoformat()
    if name in _LINES:  # a break in a cell (Alt+Enter) is a matter of the column's width
        return " ".join(text.split())
    if name in _ADDRESSES:
        return address_of(text)
    if name == "grade":
        return grade_of(text, overall_scale(content))
    return language_of(text) if name == "language" else text


def _add_assessment(row: RowValues, id_: str, text: str, content: ProgrammeContent) -> None:
    scale = next((item.grading for item in content.assessments if item.id == id_), None)
    row.assessments.append(id_)
    results = row.body["result"].setdefault("assessments", [])
    results.append({"assessment_id": id_, "grade": grade_of(text, scale)})


def _put(body: dict[str, Any], path: str, value: str) -> None:
    """Put a value at its path; the only list on one is that of the single evidence."""
    *above, last = path.removeprefix("/").split("/")
    if above == ["result", "evidence", "0"]:
        body["result"].setdefault("evidence", [{}])[0][last] = value
        return
    for step in above:
        body = body[step]
    body[last] = value
