"""Checks a whole file of results by the rules of single orders. Runs in a worker process."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from pydantic import ValidationError

from app.batches.delimited import decoded, delimited_table
from app.batches.json_rows import is_json, json_table
from app.batches.row_values import RowValues, row_values
from app.batches.table import HEADING_WITHIN, Row, Table, bounded
from app.batches.workbook import is_workbook, workbook_table
from app.http.bodies.credentials import NewAward
from app.http.showing.credentials import learner_of, result_of
from app.problems import RequestFault, faults_of
from app.validation_faults import request_faults
from issuer.awarding import Proposal, badge_language, require_sound
from issuer.batch.faults import UnreadableTable, batch_fault, unreadable
from issuer.batch.fields import ASSESSMENT, FIELDS, fields_of
from issuer.batch.headings import Column, Wishes, is_heading_row, map_columns, names_of
from issuer.batch.values import Cell, text_of_cell
from issuer.errors import Incomplete, InvalidContent
from issuer.faults import Fault
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Learner
from issuer.model.batch import RowFault
from issuer.model.text import Text

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


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the file."""

    number: int
    learner: Learner | None
    """None when the row does not say who it is."""
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that could be read."""

    format: str
    encoding: str | None
    heading_row: int | None
    columns: tuple[Column, ...]
    rows: tuple[CheckedRow, ...]


def check_file(data: bytes, checking: Checking) -> CheckedFile | Fault:
    """Read and check every row; or say why the file as a whole cannot be used."""
    try:
        return _checked(data, checking)
    except UnreadableTable as error:
        return error.fault


def _checked(data: bytes, checking: Checking) -> CheckedFile:
    fields = fields_of(checking.version.content)
    names = names_of(fields, checking.wishes)
    table = _table(data, names, checking.most_rows)
    heading_row, headings, rows = _headed(table, names)
    columns = map_columns(headings, fields, checking.wishes)
    found = tuple(
        _row(number, _texts(cells), columns, checking)
        for number, cells in islice(rows, checking.most_rows + 1)
    )
    if len(found) > checking.most_rows:
        raise unreadable("FILE_TOO_MANY_ROWS", most=checking.most_rows)
    if not found:
        raise unreadable("FILE_EMPTY")
    return CheckedFile(
        format=table.format,
        encoding=table.encoding,
        heading_row=heading_row,
        columns=columns,
        rows=found,
    )


def _table(data: bytes, names: Mapping[str, str], most_rows: int) -> Table:
    if is_workbook(data):
        return workbook_table(data)
    text, encoding = decoded(data)
    if is_json(text):
        return json_table(text, encoding, most_rows)
    return delimited_table(text, encoding, names)


def _headed(
    table: Table, names: Mapping[str, str]
) -> tuple[int | None, Sequence[str], Iterator[Row]]:
    """Find the headings, within the first rows; what stands above them is a title."""
    rows = bounded(table.rows)
    if table.headings is not None:
        return None, table.headings, rows
    first = list(islice(rows, HEADING_WITHIN))
    for at, (number, cells) in enumerate(first):
        if is_heading_row(_texts(cells), names):
            return number, _texts(cells), chain(first[at + 1 :], rows)
    if not first:
        raise unreadable("FILE_EMPTY")
    raise unreadable("FILE_HEADINGS_MISSING", most=HEADING_WITHIN)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [text_of_cell(cell) for cell in cells]


def _row(
    number: int, texts: Sequence[str], columns: Sequence[Column], checking: Checking
) -> CheckedRow:
    named = {column.field: text for column, text in zip(columns, texts, strict=False) if text}
    values = {name: text for name, text in named.items() if name is not None}
    row = row_values(values, checking.version.content)
    found = [_fault(each.code, each.sentence, name, columns) for name, each in row.faults]
    if any(texts[len(columns) :]):
        found.append(_about_row("CELLS_BEYOND_HEADINGS"))
    if row.programme is not None and not _is_named(row.programme, checking.version):
        found.append(_fault_of("PROGRAMME_DIFFERS", "programme", columns))
    if values.get("email") == _EXAMPLE_EMAIL:
        found.append(_about_row("EXAMPLE_ROW"))
    learner, wrong = _by_the_rules(row, checking)
    spoilt = {name for name, _ in row.faults}
    spoilt |= {"name"} if spoilt & _PARTS_OF_NAME else set()
    for each in wrong:
        name = _field_at(each.path, row)
        if name not in spoilt:  # it is not missing: what is there cannot be read
            found.append(_fault(each.code, each.sentence, name, columns))
    return CheckedRow(number, learner, tuple(found))


def _by_the_rules(
    row: RowValues, checking: Checking
) -> tuple[Learner | None, tuple[RequestFault, ...]]:
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
    proposal = Proposal(
        award_id="",
        version=version,
        learner=learner,
        result=result_of(body.result, today=checking.now.date()),
        language=body.language or badge_language(learner, version),
    )
    try:
        require_sound(proposal, now=checking.now)
    except (Incomplete, InvalidContent) as error:
        return learner, faults_of(error)
    return learner, ()


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
