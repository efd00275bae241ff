"""Reads workbooks (xlsx, xls, ods) by way of calamine. Formulas come as the values they had.

Runs in a worker process only: calamine holds a sheet as a full rectangle, so a file can ask for any
amount of memory; the worker's limit ends that, and nothing else.
"""

from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.batches.table import MOST_UNPACKED_BYTES, Row, Table
from issuer.batch.faults import unreadable
from issuer.batch.values import Cell
from verifier.containers.archive import MAGICS, ArchiveBounds, named_files
from verifier.judgement import Judged

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of Excel before 2007, and of workbooks with a password."""
_BOUNDS = ArchiveBounds(files=2000, total_bytes=MOST_UNPACKED_BYTES)
_KINDS = (str, int, float, bool)


def is_workbook(data: bytes) -> bool:
    """Tell whether these bytes begin like a workbook."""
    return data.startswith((*MAGICS, _COMPOUND))


def workbook_table(data: bytes) -> Table:
    """Read the first sheet that is shown. Raises UnreadableTable."""
    if data.startswith(MAGICS):
        _require_bounded(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        name = next(
            (
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible
                and sheet.typ == SheetTypeEnum.WorkSheet
            ),
            None,
        )
        if name is None:
            raise unreadable("FILE_EMPTY")
        return Table(_rows(workbook.get_sheet_by_name(name)), "workbook")
    except PasswordError:
        raise unreadable("FILE_LOCKED") from None
    except (CalamineError, ValueError, OSError):
        raise unreadable("FILE_NOT_READABLE") from None


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


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Number rows as the sheet does: calamine gives the empty ones at the top, too."""
    yield from enumerate((list(map(_cell, row)) for row in sheet.iter_rows()), 1)


def _cell(value: object) -> Cell:
    if isinstance(value, _KINDS):
        return value
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
