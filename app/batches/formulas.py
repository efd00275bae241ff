"""Finds formulas that nobody has calculated: programs write workbooks without their values.

A reader of values sees such a cell as empty, and a grade would be left out in silence. Runs in a
worker process only.
"""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_BOOK = "xl/workbook.xml"
_BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = 26

Place = tuple[int, int]
"""Row and column, from 1."""


def uncalculated(data: bytes, sheet: str) -> frozenset[Place]:
    """Give the cells of a sheet (xlsx) that hold a formula and no value.

    The archive is within its bounds. Other forms of workbooks have none.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            file = _file_of(archive, sheet)
            return frozenset(_cells(archive.read(file))) if file else frozenset()
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        return frozenset()


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


def _cells(sheet: bytes) -> list[Place]:
    found = []
    read = etree.iterparse(BytesIO(sheet), tag=f"{{{_MAIN}}}c", resolve_entities=False)
    for _, cell in read:
        if cell.find(f"{{{_MAIN}}}f") is not None and _has_no_value(cell):
            found += _place(cell.get("r", ""))
        cell.clear()
    return found


def _has_no_value(cell: etree._Element) -> bool:
    # A result that is a text of no characters is a value: t="str".
    return cell.get("t") != "str" and not cell.findtext(f"{{{_MAIN}}}v")


def _place(reference: str) -> list[Place]:
    read = _REFERENCE.fullmatch(reference)
    if read is None:
        return []
    column = 0
    for letter in read[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return [(int(read[2]), column)]


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
