"""Checks a file that is whole in memory, in one go. Runs in a worker process."""

from dataclasses import dataclass, replace
from itertools import islice

from app.batches.checking import CheckedRow, Checking, check_rows
from app.batches.source import in_memory
from app.batches.understanding import Understood, rows_of, text_table, understand
from app.batches.workbook import is_workbook, workbook_table
from issuer.batch.faults import UnreadableTable, unreadable
from issuer.batch.fields import fields_of
from issuer.batch.headings import names_of
from issuer.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that could be read."""

    understood: Understood
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
    if is_workbook(data):
        table = workbook_table(data, names)
    else:
        table = text_table(in_memory(data), names, checking.most_rows)
    understood = understand(table, fields, checking.wishes)
    rows = list(islice(rows_of(table, understood), checking.most_rows + 1))
    if len(rows) > checking.most_rows:
        raise unreadable("FILE_TOO_MANY_ROWS", most=checking.most_rows)
    if not rows:
        raise unreadable("FILE_EMPTY")
    return CheckedFile(
        understood=replace(understood, rows=len(rows)),
        rows=check_rows(rows, understood.columns, replace(checking, marks=table.marks)),
    )
