"""What a workbook of LibreOffice (ods) says of its cells beside their values: see cell_marks.

Runs in a worker process only.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from app.batches.table import MOST_COLUMNS, Marks, Place

CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_HIDDEN = frozenset({"collapse", "filter"})
"""OpenDocument 1.3 part 3, 19.749."""
_MOST = 100_000


class OpenDocumentMarks(NamedTuple):
    """What was found of one sheet."""

    percents: frozenset[Place]
    marks: Marks


class _Cell(NamedTuple):
    """A cell, or equal ones side by side."""

    row: int
    column: int
    many: int
    element: etree._Element


def opendocument_marks(archive: ZipFile, sheet: str) -> OpenDocumentMarks:
    """Read the marks of a sheet. Raises KeyError and XMLSyntaxError for what is none."""
    hidden: list[range] = []
    percents: list[Iterator[Place]] = []
    merged: list[Iterator[Place]] = []
    for first, last, row in _rows(archive.read(CONTENT), sheet):
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            hidden.append(range(first, last + 1))
        for cell in _cells(first, row):
            if cell.element.get(f"{_OFFICE}value-type") == "percentage":
                percents.append(_area(range(first, last + 1), cell.column, cell.many))
            merged.append(_below(cell))
    return OpenDocumentMarks(
        frozenset(islice(chain.from_iterable(percents), _MOST)),
        Marks(
            frozenset(islice(chain.from_iterable(hidden), _MOST)),
            frozenset(islice(chain.from_iterable(merged), _MOST)),
        ),
    )


def _rows(content: bytes, sheet: str) -> Iterator[tuple[int, int, etree._Element]]:
    """Give the rows of a sheet with the numbers of the first and last that they stand for."""
    is_ours, last = False, 0
    parsed = etree.iterparse(
        BytesIO(content), events=("start", "end"), tag=(_SHEET, _ROW), resolve_entities=False
    )
    for event, each in parsed:
        if each.tag == _SHEET:
            is_ours = event == "start" and each.get(f"{_TABLE}name") == sheet
        elif event == "end":
            if is_ours:
                first, last = last + 1, last + _number(each, "number-rows-repeated")
                yield first, last, each
            each.clear()


def _cells(row: int, element: etree._Element) -> Iterator[_Cell]:
    column = 1
    for each in element:
        many = _number(each, "number-columns-repeated")
        yield _Cell(row, column, min(many, MOST_COLUMNS), each)
        column += many
        if column > MOST_COLUMNS:
            return


def _below(cell: _Cell) -> Iterator[Place]:
    """Give the cells of a merged range in all rows but its first."""
    rows = _number(cell.element, "number-rows-spanned")
    columns = min(_number(cell.element, "number-columns-spanned"), MOST_COLUMNS)
    return _area(range(cell.row + 1, cell.row + rows), cell.column, columns)


def _area(rows: range, column: int, columns: int) -> Iterator[Place]:
    return ((row, at) for row in rows for at in range(column, column + columns))


def _number(element: etree._Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return int(text) if text.isdecimal() and len(text) <= len("1048576") else 1
