"""Reads CSV (RFC 4180) as spreadsheets in Central Europe write it."""

import csv
from collections.abc import Iterator, Mapping
from functools import partial
from io import StringIO
from itertools import islice
from typing import TextIO

from app.batches.source import OpenText
from app.batches.table import HEADING_WITHIN, LONGEST_LINE, MOST_COLUMNS, Row, Table
from issuer.batch.faults import unreadable
from issuer.batch.headings import plain

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 256 * 1024
_SEPARATOR = "sep="
"""What Excel reads and writes above a table."""


def delimited_table(text: OpenText, encoding: str, names: Mapping[str, str]) -> Table:
    """Read rows, divided by whatever makes most of the headings known."""
    with text() as opened:
        delimiter = _delimiter(opened.read(_SAMPLE), names)
    return Table(partial(_rows, text, delimiter), "csv", encoding)


def _delimiter(sample: str, names: Mapping[str, str]) -> str:
    first, _, _ = sample.partition("\n")
    if first.lower().startswith(_SEPARATOR) and len(first.strip("\r")) == len(_SEPARATOR) + 1:
        return first[len(_SEPARATOR)]
    return max(_DELIMITERS, key=lambda delimiter: _known(sample, delimiter, names))


def _known(sample: str, delimiter: str, names: Mapping[str, str]) -> int:
    """Count the headings of the row that has most of them."""
    csv.field_size_limit(LONGEST_LINE)
    rows = islice(csv.reader(StringIO(sample, newline=""), delimiter=delimiter), HEADING_WITHIN)
    try:
        return max((sum(plain(cell[:200]) in names for cell in row) for row in rows), default=0)
    except csv.Error:
        return 0


def _rows(text: OpenText, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_LINE)
    with text() as opened:
        lines = _Lines(opened, delimiter)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                lines.row += 1
                lines.read = 0
                if lines.row == 1 and cells[:1] and cells[0].lower().startswith(_SEPARATOR):
                    continue
                yield lines.row, cells
        except csv.Error:
            raise unreadable("FILE_QUOTES_BROKEN", row=lines.row + 1) from None


class _Lines:
    """The lines of a text; a row of any number of them stays within bounds."""

    def __init__(self, text: TextIO, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self.row = 0
        """The last row that is complete."""
        self.read = 0
        """Characters of the next one so far."""

    def __iter__(self) -> Iterator[str]:
        """Give line after line. Raises UnreadableTable."""
        while line := self._text.readline(LONGEST_LINE):
            self.read += len(line)
            if self.read >= LONGEST_LINE:
                raise self._too_long(line)
            yield line

    def _too_long(self, line: str) -> Exception:
        row = self.row + 1
        if line.count(self._delimiter) >= MOST_COLUMNS:
            return unreadable("FILE_TOO_WIDE", row=row, most=MOST_COLUMNS)
        return unreadable("FILE_QUOTES_BROKEN", row=row)
