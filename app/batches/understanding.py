"""How a file is understood: its form, its headings, and which column means which field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.batches.delimited import delimited_table
from app.batches.heading_rows import headings_within
from app.batches.json_rows import is_json, json_table
from app.batches.source import OpenText, Pieces, encoding_of, shown, text_of
from app.batches.table import HEADING_WITHIN, Row, Table, bounded
from issuer.batch.faults import unreadable
from issuer.batch.field import Field
from issuer.batch.headings import Column, Wishes, map_columns, names_of, plain

_BEGINNING = 4096
_PAGES = ("<", "%PDF-", "{\\rtf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a file turned out to be, to be shown before anything is issued."""

    format: str
    encoding: str | None
    sheet: str | None
    other_sheets: tuple[str, ...]
    heading_row: int | None
    """The last row of the headings; None of formats that name every value."""
    columns: tuple[Column, ...]
    rows: int | None = None
    """How many there are, once they have been counted."""


def text_table(pieces: Pieces, names: Mapping[str, str], most_rows: int) -> Table:
    """Open a file of text. Raises UnreadableTable."""
    encoding = encoding_of(pieces)
    text = text_of(pieces, encoding)
    if _is_page(text):
        raise unreadable("FILE_NO_TABLE")
    if is_json(text):
        return json_table(text, shown(encoding), most_rows)
    return delimited_table(text, shown(encoding), names)


def _is_page(text: OpenText) -> bool:
    """Tell a web page, a PDF, or a letter, which programs save under the name of a workbook."""
    with text() as opened:
        return opened.read(_BEGINNING).lstrip().startswith(_PAGES)


def understand(table: Table, fields: Sequence[Field], wishes: Wishes) -> Understood:
    """Find the headings and what they mean. Raises UnreadableTable."""
    row, texts = _headings(table, names_of(fields, wishes))
    return Understood(
        format=table.format,
        encoding=table.encoding,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        heading_row=row,
        columns=map_columns(texts, fields, wishes),
    )


def rows_of(table: Table, understood: Understood) -> Iterator[Row]:
    """Give the rows below the headings, without empty ones. Raises UnreadableTable."""
    above = understood.heading_row or 0
    return (row for row in bounded(table.rows()) if row[0] > above)


def _headings(table: Table, names: Mapping[str, str]) -> tuple[int | None, Sequence[str]]:
    if table.headings is not None:
        if table.headings and not any(plain(heading) in names for heading in table.headings):
            raise unreadable("FILE_FIELDS_MISSING")
        return None, table.headings
    first = list(islice(bounded(table.rows()), HEADING_WITHIN))
    found = headings_within(first, names)
    if found is not None:
        return found.row, found.texts
    raise unreadable("FILE_HEADINGS_MISSING" if first else "FILE_EMPTY", most=HEADING_WITHIN)
