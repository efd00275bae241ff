"""Workbooks as schools have them, and as no school has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

Sheet = Sequence[Sequence[Any]]


def workbook(rows: Sheet, *, at: tuple[int, int] = (0, 0)) -> bytes:
    """Write a workbook: texts, numbers, days; ("=…", value) is a formula with its value."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "d. m. yyyy"})
        sheet = book.add_worksheet("Rezultati")
        for row, cells in enumerate(rows, at[0]):
            for column, cell in enumerate(cells, at[1]):
                if isinstance(cell, tuple):
                    sheet.write_formula(row, column, cell[0], value=cell[1])
                elif isinstance(cell, datetime):
                    sheet.write_datetime(row, column, cell, day)
                elif cell is not None:
                    sheet.write(row, column, cell)
    return written.getvalue()


def far_cell() -> bytes:
    """Write a sheet whose last cell is at the end of all columns and rows."""
    return _with_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Ime</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def bomb() -> bytes:
    """Write a sheet that unpacks to a hundred megabytes."""
    return _with_sheet(" " * (100 * 1024 * 1024))


def _with_sheet(rows: str) -> bytes:
    written = BytesIO()
    with (
        ZipFile(BytesIO(workbook([["Ime"]]))) as source,
        ZipFile(written, "w", ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = (
                    f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()
                )
            target.writestr(entry.filename, content)
    return written.getvalue()
