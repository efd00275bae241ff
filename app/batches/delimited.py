"""Reads CSV (RFC 4180) as spreadsheets in Central Europe write it."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import islice

from app.batches.table import HEADING_WITHIN, Row, Table
from app.reading.encoding import decode_text
from app.reading.repairs import Repair
from issuer.batch.faults import unreadable
from issuer.batch.headings import plain

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 256 * 1024
_LONGEST_READ = 1024 * 1024
"""Above the longest cell, so that a quotation mark that never ends is told from a long cell."""
_ENCODINGS = {Repair.UTF_16: "UTF-16", Repair.BYTE_ORDER_MARK: "UTF-8"}
_SEPARATOR = "sep="
"""What Excel reads and writes above a table."""


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text and its encoding: Unicode, else windows-1250. Raises UnreadableTable."""
    found = decode_text(data)
    if found is not None:
        text, repairs = found
        return text, next((_ENCODINGS[repair] for repair in repairs), "UTF-8")
    if b"\0" in data:
        raise unreadable("FILE_NOT_READABLE")
    try:
        return data.decode("cp1250"), "windows-1250"
    except UnicodeDecodeError:
        raise unreadable("FILE_NOT_READABLE") from None


def delimited_table(text: str, encoding: str, names: Mapping[str, str]) -> Table:
    """Read rows, divided by whatever makes most of the headings known."""
    return Table(_rows(text, _delimiter(text[:_SAMPLE], names)), "csv", encoding)


def _delimiter(sample: str, names: Mapping[str, str]) -> str:
    first, _, _ = sample.partition("\n")
    if first.lower().startswith(_SEPARATOR) and len(first.strip("\r")) == len(_SEPARATOR) + 1:
        return first[len(_SEPARATOR)]
    return max(_DELIMITERS, key=lambda delimiter: _known(sample, delimiter, names))


def _known(sample: str, delimiter: str, names: Mapping[str, str]) -> int:
    """Count the headings of the row that has most of them."""
    csv.field_size_limit(_LONGEST_READ)
    rows = islice(csv.reader(StringIO(sample, newline=""), delimiter=delimiter), HEADING_WITHIN)
    try:
        return max((sum(plain(cell[:200]) in names for cell in row) for row in rows), default=0)
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_READ)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number == 1 and cells[:1] and cells[0].lower().startswith(_SEPARATOR):
                continue
            yield number, cells
    except csv.Error:
        raise unreadable("FILE_QUOTES_BROKEN", row=number + 1) from None
