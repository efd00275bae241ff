"""A batch's results as a table for spreadsheets, in one language, and as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from app.batches.results import Result, Results
from app.batches.words import ROW_STATES
from app.bulk import csv_file
from contexts import JsonObject
from issuer.model.credential import Format
from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    heading: Text
    width: int
    """In characters."""


_COLUMNS = (
    Column({"sl": "Vrstica", "en": "Row"}, 8),
    Column({"sl": "Izid", "en": "Outcome"}, 22),
    Column({"sl": "Dokazilo", "en": "Credential"}, 38),
    Column({"sl": "Stran za udeleženca", "en": "Learner's page"}, 60),
    Column({"sl": "Kaj popraviti", "en": "What to mend"}, 70),
    Column({"sl": "Stolpci", "en": "Columns"}, 24),
    Column({"sl": "Kode", "en": "Codes"}, 24),
    Column({"sl": "Enako kot vrstica", "en": "Same as row"}, 18),
    Column({"sl": "Obstoječe dokazilo", "en": "Present credential"}, 38),
)
_PERSONAL = (
    Column({"sl": "Ime in priimek", "en": "Name"}, 30),
    Column({"sl": "E-pošta", "en": "E-mail"}, 34),
    Column({"sl": "Številka udeleženca", "en": "Learner number"}, 20),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written."""

    language: str
    public_url: str
    names: bool
    """Say who each row is about."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Give the columns in their order."""
        return _COLUMNS + (_PERSONAL if self.names else ())

    def headings(self) -> list[str]:
        """Give what stands above the columns."""
        return [column.heading[self.language] for column in self.columns]

    def cells(self, result: Result) -> list[str]:
        """Give one line."""
        row, issued = result.row, result.issued
        columns = dict.fromkeys(fault.column or fault.field or "" for fault in row.faults)
        cells = [
            str(row.number),
            ROW_STATES[row.state][self.language],
            issued.id if issued else "",
            page_of(result, self.public_url) or "",
            " ".join(dict.fromkeys(fault.sentence[self.language] for fault in row.faults)),
            ", ".join(column for column in columns if column),
            ", ".join(dict.fromkeys(fault.code for fault in row.faults)),
            str(row.same_as or ""),
            row.present_credential_id or "",
        ]
        return [*cells, *_personal(result)] if self.names else cells


def page_of(result: Result, public_url: str) -> str | None:
    """Give the address of the learner's page."""
    return f"{public_url}/c/{result.issued.page_token}" if result.issued else None


async def csv_lines(results: Results, layout: Layout) -> AsyncIterator[str]:
    """Give the table line by line."""
    heading = csv_file.csv_line(layout.headings(), layout.language)
    yield csv_file.BYTE_ORDER_MARK + heading
    async for page in results.pages():
        lines = (csv_file.csv_line(layout.cells(each), layout.language) for each in page)
        yield "".join(lines)


async def json_lines(results: Results, layout: Layout) -> AsyncIterator[str]:
    """Give a line for each row, with the signed documents, and one at the end.

    Without the last one rows are missing.
    """
    count = 0
    async for page in results.pages():
        count += len(page)
        yield "".join(_line(_row_json(each, layout)) for each in page)
    yield _line({"kind": "end", "rows": count})


def _row_json(result: Result, layout: Layout) -> JsonObject:
    row, issued = result.row, result.issued
    shown: JsonObject = {
        "kind": "row",
        "row": row.number,
        "state": row.state.value,
        "faults": [
            {"code": each.code, "column": each.column, "sentence": dict(each.sentence)}
            for each in row.faults
        ],
        "same_as_row": row.same_as,
        "present_credential_id": row.present_credential_id,
        "credential_id": issued.id if issued else None,
        "page": page_of(result, layout.public_url),
        "documents": _documents(result),
    }
    if layout.names:
        shown |= dict(zip(("name", "email", "identifier"), _personal(result), strict=True))
    return shown


def _documents(result: Result) -> JsonObject:
    """Give each document as the text that was signed: read anew, it could be written otherwise."""
    bodies: dict[Format, bytes] = result.issued.documents if result.issued else {}
    return {name.value: body.decode() for name, body in bodies.items()}


def _personal(result: Result) -> Sequence[str]:
    learner = result.learner
    if learner is None:
        return ("", "", "")
    return (learner.name, learner.email, learner.identifier or "")


def _line(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
