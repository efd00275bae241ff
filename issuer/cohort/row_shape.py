"""The shape of a learner's part of a badge: which members it has, without what they say.

Rows of one shape differ in texts only, so their canonical forms differ in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from contexts import JsonObject, JsonValue, Place

Shape: TypeAlias = tuple[object, ...]
"""Names and values of an object in turn, or _LIST and the items; texts that are slots are _SLOT."""

_STRUCTURAL = frozenset({"type", "identityType", "status", "statusPurpose", "resultDescription"})
"""Members whose texts come from the standard or the programme: part of the shape."""


class _Sign:
    __slots__ = ()


_SLOT: Final = _Sign()
_LIST: Final = _Sign()


def shape_of(row: JsonObject, texts: list[str]) -> Shape:
    """Give the shape of a row, and add the texts in its slots to `texts`, in document order."""
    entries: list[object] = []
    for name, value in row.items():
        entries.append(name)
        entries.append(_entry(name, value, texts))
    return tuple(entries)


def _entry(name: str, value: JsonValue, texts: list[str]) -> object:
    kind = type(value)
    if kind is str:
        if name in _STRUCTURAL:
            return value
        texts.append(value)
        return _SLOT
    if kind is dict:
        return shape_of(value, texts)
    if kind is list:
        return (_LIST, *[_entry(name, item, texts) for item in value])
    return (kind, value)  # True and 1 are equal, and are written differently


def places_of(shape: Shape, at: Place = ()) -> Iterator[Place]:
    """Give the place of each slot, in the same order."""
    of_list = shape[:1] == (_LIST,)
    entries = enumerate(shape[1:]) if of_list else zip(shape[::2], shape[1::2], strict=True)
    for step, entry in entries:
        place: Place = (*at, step)  # type: ignore[arg-type]  # a name or a number
        if entry is _SLOT:
            yield place
        elif isinstance(entry, tuple):
            yield from places_of(entry, place)
