"""Writes the table of verdicts as CSV (RFC 4180) that spreadsheets open as it is meant."""

import csv
from collections.abc import Sequence
from io import StringIO

MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for windows-1250 and spoils every č, š and ž."""
_DELIMITERS = {"sl": ";", "en": ","}
"""Where the comma divides a number's decimals, Excel divides cells at semicolons."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula (CWE-1236)."""


def csv_line(cells: Sequence[str], language: str) -> str:
    """Write one line; no cell of it is a formula."""
    written = StringIO()
    writer = csv.writer(
        written, delimiter=_DELIMITERS[language], quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def harmless(cell: str) -> str:
    """Put an apostrophe before what would be a formula: spreadsheets then show it as text."""
    bare = cell.replace("\0", "")
    return f"'{bare}" if bare.lstrip(" \u00a0").startswith(_FORMULA) else bare
