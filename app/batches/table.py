"""A table of results as it is read: headings and rows, and the bounds of every reader."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from issuer.batch.faults import unreadable
from issuer.batch.values import Cell

MOST_FILE_BYTES = 10 * 1024 * 1024
"""Of a file that is checked in one go, and of any workbook."""
MOST_UNPACKED_BYTES = 64 * 1024 * 1024
"""Of a workbook, which is an archive."""
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
"""Characters, by Excel's own specification."""
LONGEST_LINE = 1024 * 1024
"""Characters of a line, of a cell and of an entry, while it is read: above any sound one."""
HEADING_WITHIN = 20
"""Rows; above the headings schools write titles."""

Row = tuple[int, Sequence[Cell]]
"""Its number as a spreadsheet shows it, and its cells."""


Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a workbook says of its rows and cells beside their values."""

    hidden: frozenset[int] = frozenset()
    """Rows that nobody sees, filtered ones too."""
    merged: frozenset[Place] = frozenset()
    """Cells whose value stands in a row above."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, read row by row."""

    rows: Callable[[], Iterator[Row]]
    """From the first, at each call."""
    format: str
    encoding: str | None = None
    """As what a text was read; windows-1250 is a guess that people should see."""
    headings: Sequence[str] | None = None
    """Of formats that name every value; None: one of the first rows holds them."""
    sheet: str | None = None
    """Of a workbook: which one was read."""
    other_sheets: tuple[str, ...] = ()
    """Of a workbook: those that are shown, and were not read."""
    marks: Marks = field(default_factory=Marks)


def bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """Pass on rows that are not empty, within bounds. Raises UnreadableTable."""
    for number, cells in rows:
        filled = next((at for at in range(len(cells), 0, -1) if _is_filled(cells[at - 1])), 0)
        if filled > MOST_COLUMNS:
            raise unreadable("FILE_TOO_WIDE", row=number, most=MOST_COLUMNS)
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells[:filled]):
            raise unreadable("FILE_CELL_TOO_LONG", row=number, most=LONGEST_CELL)
        if filled:
            yield number, cells[:filled]


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())
