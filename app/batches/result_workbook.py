"""A batch's results as a workbook (Office Open XML), sent while it is written.

XlsxWriter makes the workbook with its headings; the rows are put into its sheet as they come.
XlsxWriter itself would keep all of them in memory, or in a file on the disk in plain.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter

from app.batches.result_tables import Layout
from app.batches.results import Result, Results
from app.batches.zip_stream import ZipStream
from app.bulk.csv_file import harmless

MOST_ROWS = 1_048_575
"""Below the headings, by Excel's own specification."""
_LONGEST_CELL = 32_767
_SHEET = {"sl": "Rezultati", "en": "Results"}
_SHEET_FILE = "xl/worksheets/sheet1.xml"
_ROWS_END = b"</sheetData>"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0, section 2.2: what no document may hold."""


async def workbook_pieces(results: Results, layout: Layout) -> AsyncIterator[bytes]:
    """Give the workbook piece by piece; every cell is text."""
    archive = ZipStream()
    with ZipFile(BytesIO(_frame(layout))) as frame:
        for name in frame.namelist():
            if name != _SHEET_FILE:
                archive.add(name, frame.read(name))
        above, end, below = frame.read(_SHEET_FILE).partition(_ROWS_END)
    with archive.open(_SHEET_FILE) as sheet:
        sheet.write(above)
        number = 1
        async for page in results.pages():
            rows = await asyncio.to_thread(_rows, layout, page, number + 1)
            await asyncio.to_thread(sheet.write, rows)
            number += len(page)
            yield archive.taken()
        sheet.write(end + below)
    archive.close()
    yield archive.taken()


def _frame(layout: Layout) -> bytes:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_SHEET[layout.language])
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for at, column in enumerate(layout.columns):
            sheet.set_column(at, at, column.width, text)
            sheet.write_string(0, at, column.heading[layout.language], bold)
        sheet.freeze_panes(1, 1)
    return written.getvalue()


def _rows(layout: Layout, page: Sequence[Result], first: int) -> bytes:
    return "".join(
        _row(number, layout.cells(result)) for number, result in enumerate(page, first)
    ).encode()


def _row(number: int, cells: Sequence[str]) -> str:
    # Without references: cells follow one another (ECMA-376 part 1, 18.3.1.4).
    written = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>' for cell in cells
    )
    return f'<row r="{number}">{written}</row>'


def _xml(cell: str) -> str:
    return escape(_NOT_XML.sub("", harmless(cell)[:_LONGEST_CELL]))
