"""A document taken apart: its structure, and the texts that stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from contexts.guard import MAX_DEPTH
from contexts.json_numbers import MAX_INTEGER
from contexts.json_types import JsonObject, JsonValue
from contexts.shapes.refusals import Fallback
from contexts.shapes.terms import structural_names

MAX_ENTRIES = 4_000
"""Entries of a structure, some three for each value; an honest badge has about 400."""


class _Sign:
    """An entry that no JSON value can be equal to."""

    __slots__ = ()


_OBJECT, _ARRAY, _END = _Sign(), _Sign(), _Sign()
_SLOT, _FIXED, _LITERAL = _Sign(), _Sign(), _Sign()

Key = tuple[str | _Sign, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """All of a document: the same key with other texts is the same shape."""

    key: Key
    """Member names and texts that are structure, in document order, numbers with their spelling."""
    texts: list[str]
    """Every other text, in document order: a slot each."""


def structure_of(document: JsonObject) -> Structure:
    """Take a document apart. Raises Fallback if it is not as parsers give it, or too large."""
    entries: list[str | _Sign] = []
    texts: list[str] = []
    if type(document) is not dict:
        raise Fallback("structure")
    _read_object(document, structural_names(), entries, texts, 1)
    return Structure(tuple(entries), texts)


def _read_object(
    members: JsonObject,
    structural: frozenset[str],
    entries: list[str | _Sign],
    texts: list[str],
    depth: int,
) -> None:
    if depth > MAX_DEPTH or len(entries) > MAX_ENTRIES:
        raise Fallback("structure")
    for name, value in members.items():
        entries.append(name)
        kind = type(value)
        if name in structural:
            _read_fixed(value, entries, depth + 1)
        elif kind is str:  # by far the commonest, so it needs no sign of its own
            texts.append(value)
        elif kind is dict:
            entries.append(_OBJECT)
            _read_object(value, structural, entries, texts, depth + 1)
            entries.append(_END)
        elif kind is list:
            entries.append(_ARRAY)
            _read_array(value, structural, entries, texts, depth + 1)
            entries.append(_END)
        else:
            _read_literal(value, entries)


def _read_array(
    items: list[JsonValue],
    structural: frozenset[str],
    entries: list[str | _Sign],
    texts: list[str],
    depth: int,
) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Fallback("structure")
    for item in items:
        kind = type(item)
        if kind is dict:
            entries.append(_OBJECT)
            _read_object(item, structural, entries, texts, depth + 1)
            entries.append(_END)
        elif kind is str:
            entries.append(_SLOT)
            texts.append(item)
        else:  # an array in an array is refused by the guard, so it never has a shape
            _read_literal(item, entries)


def _read_fixed(value: JsonValue, entries: list[str | _Sign], depth: int) -> None:
    """Take everything here as structure, the texts as well."""
    kind = type(value)
    if depth > MAX_DEPTH or len(entries) > MAX_ENTRIES:
        raise Fallback("structure")
    if kind is str:
        entries += (_FIXED, value)
    elif kind is list:
        entries.append(_ARRAY)
        for item in value:
            _read_fixed(item, entries, depth + 1)
        entries.append(_END)
    elif kind is dict:
        entries.append(_OBJECT)
        for name, member in value.items():
            entries.append(name)
            _read_fixed(member, entries, depth + 1)
        entries.append(_END)
    else:
        _read_literal(value, entries)


def _read_literal(value: JsonValue, entries: list[str | _Sign]) -> None:
    # By spelling: 1, 1.0 and true are equal, and so are 0.0 and -0.0.
    kind = type(value)
    if kind is int and not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise Fallback("structure")
    if kind not in {int, float, bool}:
        raise Fallback("structure")
    entries += (_LITERAL, repr(value))


def with_texts(document: JsonObject, texts: Iterator[str]) -> JsonObject:
    """Return a document of the same structure with other texts, in the order of `structure_of`."""
    structural = structural_names()
    return {
        name: value if name in structural else _with_texts(value, texts)
        for name, value in document.items()
    }


def _with_texts(value: JsonValue, texts: Iterator[str]) -> JsonValue:
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, list):
        return [_with_texts(item, texts) for item in value]
    return with_texts(value, texts) if isinstance(value, dict) else value
