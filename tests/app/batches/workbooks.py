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


def opendocument(*rows: str) -> bytes:
    """Write a workbook as LibreOffice does."""
    names = ("office", "table", "text")
    declared = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    body = f'<table:table table:name="Ocene">{"".join(rows)}</table:table>'
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<manifest/>")
        target.writestr(
            "content.xml",
            f"<office:document-content {declared}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return written.getvalue()


def row_of(*cells: str | float | None, spanned: int = 1, visibility: str = "visible") -> str:
    """Write one row: numbers are percents, None is covered, the last spans so many rows."""
    return (
        f'<table:table-row table:visibility="{visibility}">'
        + "".join(
            _cell(cell, spanned if at == len(cells) else 1) for at, cell in enumerate(cells, 1)
        )
        + "</table:table-row>"
    )


def _cell(cell: str | float | None, spanned: int) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    kind = "string" if isinstance(cell, str) else "percentage"
    value = "" if isinstance(cell, str) else f' office:value="{cell}"'
    span = f' table:number-rows-spanned="{spanned}"' if spanned > 1 else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{value}{span}>'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )


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
