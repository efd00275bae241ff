"""Which column means which field: by its heading, or by what the caller says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from issuer.batch.faults import unreadable
from issuer.batch.field import Field

_NOT_A_WORD = re.compile(r"[\W_]+")
_TELLING = 2
"""Headings of ours in a row that make it the row of headings; one alone may be a title."""
_LONGEST_SHOWN = 120
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ß": "ss"})
"""Those that Unicode does not take apart."""

Wishes = Mapping[str, str | None]
"""Heading to field's name; None: leave the column out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file."""

    heading: str
    field: str | None
    """None: it is not read."""


def plain(heading: str) -> str:
    """Give a heading without case, diacritics, underscores and punctuation."""
    apart = unicodedata.normalize("NFKD", heading.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", bare).strip()


def names_of(fields: Sequence[Field], wishes: Wishes) -> dict[str, str]:
    """Give every plain heading with the field it means, those of the caller included."""
    ours = {  # the first field of a name keeps it: an assessment may be called “Grade”
        plain(said): field.name
        for field in reversed(fields)
        for said in (*field.also, *field.heading.values(), field.name)
    }
    return ours | {plain(heading): wish for heading, wish in wishes.items() if wish is not None}


def is_heading_row(cells: Sequence[str], names: Mapping[str, str]) -> bool:
    """Tell whether a row is the headings: enough of its cells are names of fields."""
    known = {names[plain(cell)] for cell in cells if plain(cell) in names}
    return len(known) >= _TELLING


def map_columns(
    headings: Sequence[str], fields: Sequence[Field], wishes: Wishes
) -> tuple[Column, ...]:
    """Say what each column means. Raises UnreadableTable when a wish or two columns contradict."""
    _require_known(headings, fields, wishes)
    names = names_of(fields, {})
    found = [_column(heading, names, wishes) for heading in headings]
    columns = _whole_names(found, wishes)
    _require_once(columns)
    return columns


def _column(heading: str, names: Mapping[str, str], wishes: Wishes) -> Column:
    field = wishes[heading] if heading in wishes else names.get(plain(heading))
    return Column(heading, field)


def _whole_names(columns: Sequence[Column], wishes: Wishes) -> tuple[Column, ...]:
    """Take “Ime” for the whole name where no column holds the family name."""
    meant = {column.field for column in columns}
    if "given_name" not in meant or meant & {"family_name", "name"}:
        return tuple(columns)
    return tuple(
        Column(column.heading, "name")
        if column.field == "given_name" and column.heading not in wishes
        else column
        for column in columns
    )


def _require_known(headings: Sequence[str], fields: Sequence[Field], wishes: Wishes) -> None:
    names = [field.name for field in fields]
    for heading, wish in wishes.items():
        if heading not in headings:
            shown = heading[:_LONGEST_SHOWN]
            raise unreadable("MAPPING_COLUMN_UNKNOWN", "/mapping", column=shown)
        if wish is not None and wish not in names:
            shown = wish[:_LONGEST_SHOWN]
            listed = ", ".join(names)
            raise unreadable("MAPPING_FIELD_UNKNOWN", "/mapping", field=shown, fields=listed)


def _require_once(columns: Sequence[Column]) -> None:
    seen: dict[str, str] = {}
    for column in columns:
        if column.field is None:
            continue
        if column.field in seen:
            raise unreadable(
                "FIELD_TWICE",
                first=seen[column.field][:_LONGEST_SHOWN],
                second=column.heading[:_LONGEST_SHOWN],
                field=column.field,
            )
        seen[column.field] = column.heading
