"""Change a document at one place, as a forger would: every place in turn."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from contexts import JsonObject

Place = tuple[str | int, ...]


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:  # noqa: ANN401 - any JSON
    """Give the place of every text, number and truth value."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inside:
            yield from leaves(each, (*place, key))
    else:
        yield place


def members(value: Any, place: Place = ()) -> Iterator[Place]:  # noqa: ANN401 - any JSON
    """Give the place of every member of every object, and of every element of every array."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inside:
            yield (*place, key)
            yield from members(each, (*place, key))


def changed(document: JsonObject, place: Place) -> JsonObject:
    """Give a copy with another value at this place."""
    copy = deepcopy(document)
    holder: Any = copy
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = _another(holder[place[-1]])
    return copy


def removed(document: JsonObject, place: Place) -> JsonObject:
    """Give a copy without what is at this place."""
    copy = deepcopy(document)
    holder: Any = copy
    for key in place[:-1]:
        holder = holder[key]
    del holder[place[-1]]
    return copy


def _another(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value}0"
