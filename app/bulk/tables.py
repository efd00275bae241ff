"""Reads a table with addresses (CSV, RFC 4180, as spreadsheets write it), or a plain list."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice

from app.bulk.item import Item, is_address, is_meant, item_of_text, nothing_in, plain_name

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 50
"""Lines that a delimiter is judged by."""
_MOST_COLUMNS = 100
_LONGEST_CELL = 2 * 1024 * 1024
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel reads and writes above a table."""
_ADDRESS_HEADINGS = re.compile(
    r"(?:.*\b)?(?:url|uri|link|address|naslov|povezava|credential|dokazilo|token|jwt)\b.*",
    re.IGNORECASE,
)
_NAME_HEADINGS = re.compile(
    r"(?:.*\b)?(?:name|ime|naziv|learner|udeleženec|imetnik|label|oznaka|id)\b.*", re.IGNORECASE
)

Cells = Sequence[str]


class NotATable(Exception):
    """Nothing in the text is an address, a token or JSON in a cell of its own."""


def table_items(text: str, most: int) -> list[Item]:
    """Give an item for each line of a table, whichever column the addresses are in.

    A first line without any is the heading. Of more lines than `most`, enough to see that there are
    more. Raises NotATable.
    """
    rows = list(islice(_rows(text), most + 2))
    meant = [_place(row) for row in rows]
    if not any(place is not None for place in meant):
        raise NotATable
    heading = rows[0] if meant[0] is None and _is_heading(rows[0]) else ()
    return [
        _item(number, row, heading)
        for number, row in enumerate(rows, 1)
        if not (heading and number == 1)
    ]


def _is_heading(row: Cells) -> bool:
    """Tell words from an address that was misspelt, which is to be told of."""
    return any(row) and not any("/" in cell or "." in cell.strip(".") for cell in row)


def _item(number: int, row: Cells, heading: Cells) -> Item:
    place = _place(row, heading)
    name = plain_name(_named(row, heading, place))
    if place is None:
        return nothing_in(name or f"{number}.")
    return item_of_text(name or ("" if is_address(row[place]) else f"{number}."), row[place])


def _place(row: Cells, heading: Cells = ()) -> int | None:
    """Find the cell to verify: under a heading that says so, else the first that can be one."""
    places = [place for place, cell in enumerate(row) if is_meant(cell)]
    headed = [place for place in places if _is_headed(_ADDRESS_HEADINGS, heading, place)]
    return next(iter(headed or places), None)


def _named(row: Cells, heading: Cells, taken: int | None) -> str:
    """Find what the line is called: under a heading for names, else the first other cell."""
    places = [place for place, cell in enumerate(row) if cell and place != taken]
    headed = [place for place in places if _is_headed(_NAME_HEADINGS, heading, place)]
    place = next(iter(headed or places), None)
    return "" if place is None else row[place]


def _is_headed(words: re.Pattern[str], heading: Cells, place: int) -> bool:
    return place < len(heading) and words.fullmatch(heading[place]) is not None


def _rows(text: str) -> Iterator[list[str]]:
    """Give the lines that are not empty, by cells."""
    return (row for row in _all_rows(text) if any(row))


def _all_rows(text: str) -> Iterator[list[str]]:
    said = _SEPARATOR_LINE.match(text)
    if said:
        return _split(text[said.end() :], said.group(1))
    sample = "\n".join(islice(text.splitlines(), _SAMPLE))
    delimiter = next((one for one in _DELIMITERS if _divides(sample, one)), None)
    if delimiter is None:  # a list: an address may hold a comma or a semicolon
        return ([line.strip().strip('"')] for line in text.splitlines())
    return _split(text, delimiter)


def _divides(sample: str, delimiter: str) -> bool:
    """Tell whether this delimiter makes a table, and not two pieces of an address."""
    rows = [row for row in _split(sample, delimiter) if any(row)]
    found = [row for row in rows if len(row) > 1 and _place(row) is not None]
    of_one_width = len({len(row) for row in rows}) == 1
    return any(of_one_width or not is_address(delimiter.join(row)) for row in found)


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    """Divide a text into rows, as far as it can be."""
    csv.field_size_limit(_LONGEST_CELL)
    with suppress(csv.Error):
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield [cell.strip() for cell in row[:_MOST_COLUMNS]]
