"""Reads workbooks (xlsx, xls, ods) by way of calamine. Formulas come as the values they had.

Runs in a worker process only: calamine holds a sheet as a full rectangle, so a file can ask for any
amount of memory; the worker's limit ends that, and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.batches.cell_marks import CellMarks, cell_marks
from app.batches.heading_rows import headings_within
from app.batches.table import HEADING_WITHIN, MOST_UNPACKED_BYTES, Place, Row, Table, bounded
from issuer.batch.faults import unreadable
from issuer.batch.values import Cell, text_of_cell
from verifier.containers.archive import MAGICS, ArchiveBounds, named_files
from verifier.judgement import Judged

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of Excel before 2007, and of workbooks with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a workbook with a password (MS-OFFCRYPTO, 2.3.4.4)."""
_BOUNDS = ArchiveBounds(files=2000, total_bytes=MOST_UNPACKED_BYTES)
_KINDS = (str, int, float, bool)
_SHEETS_TRIED = 10
_FORMULA = "="
"""Stands for a formula without a value, as if the cell showed it."""


def is_workbook(data: bytes) -> bool:
    """Tell whether these bytes begin like a workbook."""
    return data.startswith((*MAGICS, _COMPOUND))


def workbook_table(data: bytes, names: Mapping[str, str]) -> Table:
    """Read the first shown sheet that has a row of headings, else the first shown one.

    Raises UnreadableTable.
    """
    if data.startswith(MAGICS):
        _require_bounded(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        if not shown:
            raise unreadable("FILE_EMPTY")
        sheet = _with_headings(workbook, shown, names)
        others = tuple(name for name in shown if name != sheet.name)
        found = cell_marks(data, sheet.name) if data.startswith(MAGICS) else CellMarks()
        rows = partial(_rows, sheet, found)
        return Table(rows, "workbook", sheet=sheet.name, other_sheets=others, marks=found.marks)
    except PasswordError:
        raise unreadable("FILE_LOCKED") from None
    except (CalamineError, ValueError, OSError):
        locked = data.startswith(_COMPOUND) and _ENCRYPTED in data
        raise unreadable("FILE_LOCKED" if locked else "FILE_NOT_READABLE") from None


def _with_headings(
    workbook: CalamineWorkbook, shown: list[str], names: Mapping[str, str]
) -> CalamineSheet:
    for name in shown[:_SHEETS_TRIED]:
        sheet = workbook.get_sheet_by_name(name)
        first = list(islice(bounded(_rows(sheet)), HEADING_WITHIN))
        if len(shown) == 1 or headings_within(first, names):
            return sheet
    return workbook.get_sheet_by_name(shown[0])


def _require_bounded(data: bytes) -> None:
    """Unpack everything once, without keeping it: an archive's own figures may lie."""
    try:
        for file in named_files(data, _BOUNDS):
            if isinstance(file.content, Judged):
                raise file.content
    except Judged as judged:
        code = judged.problem.code
        known = {"CONTAINER_TOO_LARGE": "FILE_TOO_LARGE", "CONTAINER_LOCKED": "FILE_LOCKED"}
        raise unreadable(known.get(code, "FILE_NOT_READABLE")) from None


def _rows(sheet: CalamineSheet, found: CellMarks | None = None) -> Iterator[Row]:
    """Number rows and cells as the sheet does.

    Calamine gives the empty rows at the top, but not the empty columns on the left.
    """
    left = [""] * (sheet.start[1] if sheet.start else 0)
    uncalculated = _by_row(found.uncalculated if found else ())
    percents = _by_row(found.percents if found else ())
    for number, cells in enumerate(sheet.iter_rows(), 1):
        read = [*left, *map(_cell, cells)]
        for column in percents.get(number, ()):
            read[column - 1 : column] = map(_percent, read[column - 1 : column])
        for column in uncalculated.get(number, ()):
            read += [""] * (column - len(read))
            read[column - 1] = _FORMULA
        yield number, read


def _by_row(places: Iterable[Place]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for row, column in places:
        columns.setdefault(row, []).append(column)
    return columns


def _percent(cell: Cell) -> Cell:
    """Write what a cell shows that is formatted as percent: it holds a hundredth of it."""
    return f"{text_of_cell(cell * 100)} %" if type(cell) in {int, float} else cell


def _cell(value: object) -> Cell:
    if isinstance(value, _KINDS):
        return value
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
