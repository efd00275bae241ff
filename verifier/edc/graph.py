"""A credential's JSON as the nodes it means: two objects of one `id` are one node.

In RDF their contents merge, so that a second title hidden under a repeated id counts as a second
title. Only the form is read here; nothing is expanded, for the context is fixed (guide: exactly
two, never fetched), and its terms are the ones of `contexts.learning_model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from contexts import JsonObject, JsonValue, learning_model

_ID, _TYPE = ("id", "@id"), ("type", "@type")
_SKIPPED = frozenset({*_ID, *_TYPE, "@context"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that is a node, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Words:
    """A value that is a text in a language."""

    language: str
    text: str


Value: TypeAlias = "Reference | Words | str | int | float | bool"


@dataclass(slots=True)
class Node:
    """One node: what every object of its id says, together."""

    id: str
    pointer: str
    """Where it first stands, as a JSON Pointer."""
    types: set[str] = field(default_factory=set)
    values: dict[str, list[Value]] = field(default_factory=dict)
    """Term to its different values, in the order met."""


def nodes_of(document: JsonObject) -> dict[str, Node]:
    """Gather the document's nodes by id; one without an id gets its place as its own."""
    found: dict[str, Node] = {}
    _gather(document, "", found)
    return found


def _gather(value: JsonObject, pointer: str, found: dict[str, Node]) -> Reference:
    name = _first(value, _ID)
    identifier = name if isinstance(name, str) else f"_:{pointer}"
    node = found.setdefault(identifier, Node(identifier, pointer))
    node.types.update(_strings(_first(value, _TYPE)))
    for term, said in value.items():
        if term not in _SKIPPED:
            for each in _values(term, said, f"{pointer}/{_escaped(term)}", found):
                held = node.values.setdefault(term, [])
                if each not in held:
                    held.append(each)
    return Reference(identifier)


def _values(term: str, said: JsonValue, pointer: str, found: dict[str, Node]) -> list[Value]:
    if said is None:
        return []
    if isinstance(said, list):
        return [
            value
            for place, each in enumerate(said)
            for value in _values(term, each, f"{pointer}/{place}", found)
        ]
    if not isinstance(said, dict):
        return [said]
    if "@value" in said:
        return _literal(said)
    if term in _language_terms():
        return [
            Words(language.lower(), text)
            for language, texts in said.items()
            for text in _strings(texts)
        ]
    return [_gather(said, pointer, found)]


def _literal(said: JsonObject) -> list[Value]:
    value, language = said["@value"], said.get("@language")
    if isinstance(value, str) and isinstance(language, str):
        return [Words(language.lower(), value)]
    return [value] if isinstance(value, str | int | float | bool) else []


@cache
def _language_terms() -> frozenset[str]:
    """Give the terms whose object is a map of languages (`@container: @language`)."""
    return frozenset(
        term
        for properties in learning_model().values()
        for term, allowed in properties.items()
        if allowed.datatype == "langString"
    )


def _strings(value: JsonValue) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _first(value: JsonObject, names: tuple[str, str]) -> JsonValue:
    return next((value[name] for name in names if name in value), None)


def _escaped(term: str) -> str:
    return term.replace("~", "~0").replace("/", "~1")
