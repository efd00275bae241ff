"""Finds the row of headings among the first rows; what stands above it is a title.

Schools merge cells, so headings may stand in two rows or more: the name of a group above, and what
it is made of below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from app.batches.table import Row
from issuer.batch.headings import is_heading_row, plain
from issuer.batch.values import Cell, text_of_cell


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table."""

    row: int
    """The number of the last row that holds any of them."""
    texts: tuple[str, ...]


def texts_of(cells: Sequence[Cell]) -> list[str]:
    """Give cells as texts."""
    return [text_of_cell(cell) for cell in cells]


def headings_within(rows: Sequence[Row], names: Mapping[str, str]) -> Headings | None:
    """Find the headings, in one row or in several; None when no row has enough of them."""
    return next(_candidates(rows, names), None)


def _candidates(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[Headings]:
    for at in range(len(rows)):
        last, texts = at, texts_of(rows[at][1])
        while last + 1 < len(rows) and _goes_on(below := texts_of(rows[last + 1][1]), names):
            last, texts = last + 1, _joined(texts, below)
        if is_heading_row(texts, names):
            yield Headings(rows[last][0], tuple(texts))


def _goes_on(below: Sequence[str], names: Mapping[str, str]) -> bool:
    """Tell whether the row below goes on with the headings: all it has are names of fields."""
    filled = [cell for cell in below if cell]
    return bool(filled) and all(plain(cell) in names for cell in filled)


def _joined(upper: Sequence[str], below: Sequence[str]) -> list[str]:
    return [under or above for above, under in zip_longest(upper, below, fillvalue="")]
