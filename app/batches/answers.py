"""A dry run's answer: lines of JSON, or a table for spreadsheets in one language."""

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from io import BytesIO

import xlsxwriter

from app.batches.understanding import Understood
from app.batches.whole_file import CheckedFile
from app.batches.words import ROW_STATES
from app.bulk import csv_file
from app.bulk.csv_file import harmless
from contexts import JsonObject
from issuer.batch.fields import fields_of
from issuer.model.approval import ProgrammeVersion
from issuer.model.batch import BatchRow, Policy, RowFault, RowState
from issuer.model.text import Text

_OUTCOMES = (RowState.FINE, RowState.FAULTY, RowState.SKIPPED, RowState.REPLACES)
_COLUMNS: tuple[tuple[Text, int], ...] = (
    ({"sl": "Vrstica", "en": "Row"}, 8),
    ({"sl": "Izid", "en": "Outcome"}, 22),
    ({"sl": "Stolpci", "en": "Columns"}, 30),
    ({"sl": "Kaj popraviti", "en": "What to mend"}, 90),
    ({"sl": "Kode", "en": "Codes"}, 30),
    ({"sl": "Enako kot vrstica", "en": "Same as row"}, 18),
    ({"sl": "Obstoječe dokazilo", "en": "Present credential"}, 38),
)
"""Heading, width in characters."""
_SHEET: Text = {"sl": "Preizkus", "en": "Dry run"}

Verdicts = AsyncIterator[BatchRow]


def beginning(checked: CheckedFile, version: ProgrammeVersion, policy: Policy) -> JsonObject:
    """Say how the file was understood."""
    return {
        "kind": "start",
        "total": len(checked.rows),
        "programme_id": version.programme_id,
        "version": version.number,
        "duplicates": policy.value,
        **understood_json(checked.understood, version),
    }


def understood_json(understood: Understood, version: ProgrammeVersion) -> JsonObject:
    """Say what a file turned out to be, and what its columns mean."""
    return {
        "format": understood.format,
        "encoding": understood.encoding,
        "sheet": understood.sheet,
        "other_sheets": list(understood.other_sheets),
        "heading_row": understood.heading_row,
        "mapping": [
            {"position": at, "column": column.heading, "field": column.field}
            for at, column in enumerate(understood.columns, 1)
        ],
        "unknown_columns": [
            column.heading for column in understood.columns if not column.field and column.heading
        ],
        "fields": [field.name for field in fields_of(version.content)],
    }


async def json_lines(start: JsonObject, verdicts: Verdicts) -> AsyncIterator[str]:
    """Give a line at the start, one for each row, one at the end: without it, rows are missing."""
    counts = dict.fromkeys((outcome.value for outcome in _OUTCOMES), 0)
    yield _line(start)
    async for verdict in verdicts:
        counts[verdict.state.value] += 1
        yield _line(_row_json(verdict))
    yield _line({"kind": "end", "total": start["total"], "counts": counts})


async def csv_lines(verdicts: Verdicts, language: str) -> AsyncIterator[str]:
    """Give the table line by line."""
    yield csv_file.BYTE_ORDER_MARK + csv_file.csv_line(_headings(language), language)
    async for verdict in verdicts:
        yield csv_file.csv_line(_cells(verdict, language), language)


def workbook_bytes(verdicts: Iterable[BatchRow], language: str) -> bytes:
    """Write the table as a workbook, in memory; every cell is text."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_SHEET[language])
        shape = workbook.add_format({"text_wrap": True, "valign": "top"})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for at, (_, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width, shape)
            sheet.write_string(0, at, _headings(language)[at], bold)
        for number, verdict in enumerate(verdicts, 1):
            for at, cell in enumerate(_cells(verdict, language)):
                sheet.write_string(number, at, harmless(cell), shape)
        sheet.freeze_panes(1, 1)
    return written.getvalue()


def _row_json(verdict: BatchRow) -> JsonObject:
    return {
        "kind": "row",
        "row": verdict.number,
        "outcome": verdict.state.value,
        "faults": [_fault_json(fault) for fault in verdict.faults],
        "same_as_row": verdict.same_as,
        "credential_id": verdict.present_credential_id,
    }


def _fault_json(fault: RowFault) -> JsonObject:
    return {
        "code": fault.code,
        "field": fault.field,
        "column": fault.column,
        "sentence": dict(fault.sentence),
    }


def _cells(verdict: BatchRow, language: str) -> Sequence[str]:
    columns = dict.fromkeys(fault.column or fault.field or "" for fault in verdict.faults)
    return (
        str(verdict.number),
        ROW_STATES[verdict.state][language],
        ", ".join(column for column in columns if column),
        " ".join(dict.fromkeys(fault.sentence[language] for fault in verdict.faults)),
        ", ".join(dict.fromkeys(fault.code for fault in verdict.faults)),
        str(verdict.same_as or ""),
        verdict.present_credential_id or "",
    )


def _headings(language: str) -> list[str]:
    return [heading[language] for heading, _ in _COLUMNS]


def _line(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
