"""Checks rows of a file by the rules of single orders. Runs in a worker process."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import ValidationError

from app.batches.heading_rows import texts_of
from app.batches.row_values import RowValues, row_values
from app.batches.table import Marks, Row
from app.http.bodies.orders import NewAward, learner_of, result_of
from app.problems import RequestFault, faults_of
from app.validation_faults import request_faults
from issuer.awarding import Proposal, badge_language, require_sound
from issuer.batch.faults import batch_fault
from issuer.batch.fields import ASSESSMENT, FIELDS
from issuer.batch.headings import Column, Wishes
from issuer.errors import Incomplete, InvalidContent
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Learner, Result
from issuer.model.batch import RowFault
from issuer.model.text import Text

_OF_CODE = {"EMAIL_MISSING": "email"}
"""Faults of the whole learner that people look for in one column."""
_COLUMNS_OF = {
    "NAME_MISSING": ("NAME_COLUMN_MISSING", frozenset({"name", "given_name", "family_name"})),
    "EMAIL_MISSING": ("EMAIL_COLUMN_MISSING", frozenset({"email", "identifier", "holder_did"})),
}
"""What is missing in every row, and any of whose columns would hold it."""
_EXAMPLE_EMAIL = next(field.example for field in FIELDS if field.name == "email")
_BY_PATH = {field.path: field.name for field in FIELDS}
_PARTS_OF_NAME = frozenset({"given_name", "family_name"})
_ASSESSMENTS = "/result/assessments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """What a file is checked against."""

    version: ProgrammeVersion
    now: datetime
    wishes: Wishes
    most_rows: int
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class RowOrder:
    """What a row orders, in the domain's words."""

    learner: Learner
    result: Result
    language: str


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the file."""

    number: int
    faults: tuple[RowFault, ...]
    order: RowOrder | None = None
    """None when the row does not say who it is."""


def check_rows(
    rows: Sequence[Row], columns: Sequence[Column], checking: Checking
) -> tuple[CheckedRow, ...]:
    """Check some rows of a file."""
    return tuple(_row(number, texts_of(cells), columns, checking) for number, cells in rows)


def _row(
    number: int, texts: Sequence[str], columns: Sequence[Column], checking: Checking
) -> CheckedRow:
    named = {column.field: text for column, text in zip(columns, texts, strict=False) if text}
    values = {name: text for name, text in named.items() if name is not None}
    row = row_values(values, checking.version.content)
    found = _marked(number, columns, checking.marks)
    found += [_fault(each.code, each.sentence, name, columns) for name, each in row.faults]
    if any(texts[len(columns) :]):
        found.append(_about_row("CELLS_BEYOND_HEADINGS"))
    if row.programme is not None and not _is_named(row.programme, checking.version):
        found.append(_fault_of("PROGRAMME_DIFFERS", "programme", columns))
    if values.get("email") == _EXAMPLE_EMAIL:
        found.append(_about_row("EXAMPLE_ROW"))
    order, wrong = _by_the_rules(row, checking)
    spoilt = {name for name, _ in row.faults}
    spoilt |= {"name"} if spoilt & _PARTS_OF_NAME else set()
    for each in wrong:
        name = _OF_CODE.get(each.code) or _field_at(each.path, row)
        if name not in spoilt:  # it is not missing: what is there cannot be read
            found.append(
                _of_column(each, columns) or _fault(each.code, each.sentence, name, columns)
            )
    return CheckedRow(number, tuple(found), order)


def _marked(number: int, columns: Sequence[Column], marks: Marks) -> list[RowFault]:
    """Say what is not as it seems in a workbook: a row hidden, a cell merged with another row's."""
    found = [_about_row("ROW_HIDDEN")] if number in marks.hidden else []
    return found + [
        _fault_of("CELL_MERGED", column.field, columns)
        for at, column in enumerate(columns, 1)
        if column.field and (number, at) in marks.merged
    ]


def _of_column(fault: RequestFault, columns: Sequence[Column]) -> RowFault | None:
    """Say that a column is missing where no row can hold what is missing."""
    code, fields = _COLUMNS_OF.get(fault.code, ("", frozenset()))
    if not code or any(column.field in fields for column in columns):
        return None
    return _about_row(code)


def _by_the_rules(
    row: RowValues, checking: Checking
) -> tuple[RowOrder | None, tuple[RequestFault, ...]]:
    """Ask what issuing a single credential asks: the body's form, then the domain's rules."""
    version = checking.version
    try:
        body = NewAward.model_validate({"programme": version.programme_id, **row.body})
    except ValidationError as error:
        faults = [
            {**each, "loc": ("body", *each["loc"])}
            for each in error.errors(include_url=False, include_input=False)
        ]
        return None, request_faults(faults)
    learner = learner_of(body.learner, "", version.organisation_id)
    result = result_of(body.result, today=checking.now.date())
    order = RowOrder(learner, result, body.language or badge_language(learner, version))
    proposal = Proposal(
        award_id="",
        version=version,
        learner=learner,
        result=result,
        language=order.language,
    )
    try:
        require_sound(proposal, now=checking.now)
    except (Incomplete, InvalidContent) as error:
        return order, faults_of(error)
    return order, ()


def _is_named(said: str, version: ProgrammeVersion) -> bool:
    names = (version.programme_id, *version.content.title.values())
    return said.casefold() in {name.strip().casefold() for name in names}


def _field_at(path: str, row: RowValues) -> str | None:
    """Name the field that a path of an order is about."""
    if path.startswith(f"{_ASSESSMENTS}/"):
        index = path.removeprefix(f"{_ASSESSMENTS}/").partition("/")[0]
        return ASSESSMENT + row.assessments[int(index)]
    if path == "/learner":
        return "name"
    return _BY_PATH.get(path)


def _about_row(code: str) -> RowFault:
    return RowFault(code, batch_fault(code, "").sentence)


def _fault_of(code: str, name: str, columns: Sequence[Column]) -> RowFault:
    return _fault(code, batch_fault(code, "").sentence, name, columns)


def _fault(code: str, sentence: Text, name: str | None, columns: Sequence[Column]) -> RowFault:
    heading = next((column.heading for column in columns if name and column.field == name), None)
    return RowFault(code, sentence, name, heading)
