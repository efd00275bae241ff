"""The file that a school fills in: headings, an example row, and what belongs in each column."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from app.bulk import csv_file
from app.bulk.csv_file import harmless
from issuer.batch.field import Field
from issuer.batch.fields import fields_of
from issuer.model.programme import ProgrammeContent
from issuer.model.text import Text

_LEFT_OUT = frozenset({"name", "programme"})
"""Columns that are read, but that a new file does without."""
_SHEETS: dict[str, tuple[str, str]] = {
    "sl": ("Rezultati", "Navodila"),
    "en": ("Results", "Columns"),
}
_EXPLANATION: Sequence[Text] = (
    {"sl": "Stolpec", "en": "Column"},
    {"sl": "Kaj vpišete", "en": "What to enter"},
)
_REMARK: Text = {
    "sl": "Vrstico s primerom izbrišite. Stolpcev, ki jih ne potrebujete, ni treba izpolniti.",
    "en": "Delete the example row. Columns that you do not need can stay empty.",
}
_WIDTH, _WIDE = 22, 90


def csv_template(content: ProgrammeContent, language: str) -> bytes:
    """Write it as CSV with a byte order mark and semicolons, which Slovenian Excel divides at."""
    fields = _fields(content)
    rows = ([field.heading[language] for field in fields], [field.example for field in fields])
    lines = "".join(csv_file.csv_line(row, "sl") for row in rows)
    return (csv_file.BYTE_ORDER_MARK + lines).encode()


def xlsx_template(content: ProgrammeContent, language: str) -> bytes:
    """Write it as a workbook; all cells are text, so that no number or day changes its form."""
    fields, written = _fields(content), BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@"})
        results, columns = (workbook.add_worksheet(name) for name in _SHEETS[language])
        results.set_column(0, len(fields) - 1, _WIDTH, text)
        results.freeze_panes(1, 0)
        for at, field in enumerate(fields):
            results.write_string(0, at, harmless(field.heading[language]), bold)
            results.write_string(1, at, harmless(field.example), text)
        columns.set_column(0, 0, _WIDTH * 2)
        columns.set_column(1, 1, _WIDE)
        rows = [(field.heading[language], field.explanation[language]) for field in fields]
        for at, heading in enumerate(_EXPLANATION):
            columns.write_string(0, at, heading[language], bold)
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                columns.write_string(number, at, harmless(cell))
        columns.write_string(len(rows) + 2, 0, _REMARK[language])
    return written.getvalue()


def _fields(content: ProgrammeContent) -> list[Field]:
    return [field for field in fields_of(content) if field.name not in _LEFT_OUT]
