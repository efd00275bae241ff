"""What a workbook (xlsx, ods) says of its cells beside their values, which are read by others.

A formula that nobody has calculated is seen as empty, and a grade would be left out in silence.
Percents are kept as hundredths. Filtered rows are rows as others are. Of merged cells only the
first has a value. Runs in a worker process only.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain, islice
from zipfile import BadZipFile, ZipFile

from lxml import etree

from app.batches.opendocument_marks import CONTENT, opendocument_marks
from app.batches.table import MOST_COLUMNS, Marks, Place

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_BOOK = "xl/workbook.xml"
_BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_CELL, _ROW, _MERGED = f"{{{_MAIN}}}c", f"{{{_MAIN}}}row", f"{{{_MAIN}}}mergeCell"
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = 26
_PERCENTS = frozenset({"9", "10"})
"""Formats of numbers that every workbook has (ECMA-376 part 1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^]]*\]')
"""Of a format: what is shown as it stands, or not at all."""
_MOST_MERGED = 100_000


@dataclass(frozen=True, slots=True)
class CellMarks:
    """What was found of one sheet."""

    uncalculated: frozenset[Place] = frozenset()
    """Formulas without a value."""
    percents: frozenset[Place] = frozenset()
    marks: Marks = field(default_factory=Marks)


def cell_marks(data: bytes, sheet: str) -> CellMarks:
    """Read the marks of a sheet. Other forms of workbooks have none.

    The archive is within its bounds.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            if CONTENT in archive.namelist():
                percents, marks = opendocument_marks(archive, sheet)
                return CellMarks(percents=percents, marks=marks)
            file = _file_of(archive, sheet)
            return _marks(archive.read(file), _percent_styles(archive)) if file else CellMarks()
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        return CellMarks()


def _file_of(archive: ZipFile, sheet: str) -> str | None:
    """Find a sheet's file (ECMA-376 part 1, 18.2.19; part 2, 6.5.3)."""
    if _BOOK not in archive.namelist():
        return None
    ids = {
        each.get("name"): each.get(f"{{{_RELATIONS}}}id")
        for each in _parsed(archive.read(_BOOK)).iter(f"{{{_MAIN}}}sheet")
    }
    for each in _parsed(archive.read(_BOOK_RELATIONS)).iter(f"{{{_PACKAGE}}}Relationship"):
        if each.get("Id") == ids.get(sheet):
            return posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
    return None


def _percent_styles(archive: ZipFile) -> frozenset[str]:
    """Give the numbers of cell styles that show percents (ECMA-376 part 1, 18.8.10, 18.8.31)."""
    if _STYLES not in archive.namelist():
        return frozenset()
    styles = _parsed(archive.read(_STYLES))
    formats = _PERCENTS | {
        each.get("numFmtId", "")
        for each in styles.iter(f"{{{_MAIN}}}numFmt")
        if "%" in _LITERAL.sub("", each.get("formatCode", ""))
    }
    cells = styles.find(f"{{{_MAIN}}}cellXfs")
    return frozenset(
        str(at)
        for at, each in enumerate(cells if cells is not None else ())
        if each.get("numFmtId") in formats
    )


def _marks(sheet: bytes, percent_styles: frozenset[str]) -> CellMarks:
    uncalculated: set[Place] = set()
    percents: set[Place] = set()
    hidden: set[int] = set()
    merged: list[str] = []
    tags = (_CELL, _ROW, _MERGED)
    for _, each in etree.iterparse(BytesIO(sheet), tag=tags, resolve_entities=False):
        if each.tag == _CELL:
            place = _place(each.get("r", ""))
            if place and each.find(f"{{{_MAIN}}}f") is not None and _has_no_value(each):
                uncalculated.add(place)
            elif place and each.get("s") in percent_styles and not _has_no_value(each):
                percents.add(place)
        elif each.tag == _ROW and each.get("hidden") in {"1", "true"}:
            hidden.add(int(each.get("r", "0")))
        elif each.tag == _MERGED and len(merged) < _MOST_MERGED:
            merged.append(each.get("ref", ""))
        each.clear()
    below = islice(chain.from_iterable(map(_below_first, merged)), _MOST_MERGED)
    marks = Marks(frozenset(hidden), frozenset(below))
    return CellMarks(frozenset(uncalculated), frozenset(percents), marks)


def _has_no_value(cell: etree._Element) -> bool:
    # A result that is a text of no characters is a value: t="str".
    return cell.get("t") != "str" and not cell.findtext(f"{{{_MAIN}}}v")


def _below_first(merged: str) -> Iterator[Place]:
    """Give the cells of a merged range (such as C2:C9) in all rows but its first."""
    first, _, last = merged.partition(":")
    start, end = _place(first), _place(last)
    if start and end and start[1] <= MOST_COLUMNS:
        columns = range(start[1], min(end[1], MOST_COLUMNS) + 1)
        for row in range(start[0] + 1, end[0] + 1):
            yield from ((row, column) for column in columns)


def _place(reference: str) -> Place | None:
    read = _REFERENCE.fullmatch(reference)
    if read is None:
        return None
    column = 0
    for letter in read[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(read[2]), column


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
