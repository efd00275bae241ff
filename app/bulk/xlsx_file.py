"""Writes the table of verdicts as a workbook (Office Open XML), in memory, by way of XlsxWriter."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format

from app.bulk.csv_file import harmless
from app.bulk.table_columns import COLUMNS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767
"""Characters, by Excel's own specification."""
_SHEET = {"sl": "Preverjena dokazila", "en": "Checked credentials"}
_HEADING, _PLAIN = "heading", ""
_OUTCOME = [member for member, _, _ in COLUMNS].index("outcome")
_COLOURS = {
    **dict.fromkeys(("Veljavno", "Valid"), "#D9F0E0"),
    **dict.fromkeys(("Ni mogoče potrditi", "Cannot be confirmed"), "#FBEBC8"),
    **dict.fromkeys(("Ni veljavno", "Not valid"), "#F8D7D4"),
}


def xlsx_bytes(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Write headings and rows; every cell is text, whatever it begins with.

    Nothing touches the disk: the rows hold learners' names.
    """
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_SHEET[language])
        formats = _formats(workbook)
        for column, (_, _, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        last = 0
        for last, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                says_outcome = last > 0 and column == _OUTCOME
                shape = formats[cell if says_outcome else _PLAIN if last else _HEADING]
                sheet.write_string(last, column, harmless(cell)[:_LONGEST_CELL], shape)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    return written.getvalue()


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    text = {"text_wrap": True, "valign": "top"}
    return {
        _HEADING: workbook.add_format(text | {"bold": True, "bottom": 1}),
        _PLAIN: workbook.add_format(text),
        **{
            word: workbook.add_format(text | {"bold": True, "bg_color": colour})
            for word, colour in _COLOURS.items()
        },
    }
