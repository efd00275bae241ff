"""JSON Pointers that choose a part of a document (RFC 6901; vc-di-ecdsa, 3.4.11 to 3.4.13)."""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import TypeAlias

from contexts import JsonObject, JsonValue

MOST_POINTERS = 256

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_WRONG_ESCAPE = re.compile(r"~(?![01])")
_OF_EVERY_NODE = ("id", "type", "@id", "@type")
"""What a node is called and what it is goes with every part of it."""

_Chosen: TypeAlias = "dict[str, _Chosen] | None"
"""Which members are chosen, and of each which part; None for all of it."""


class SelectsNothing(ValueError):
    """A pointer is malformed, or there is nothing at its place."""

    def __init__(self, pointer: str) -> None:
        super().__init__("it selects nothing")
        self.pointer = pointer


def selected(document: JsonObject, pointers: Iterable[str]) -> JsonObject | None:
    """Copy the part of a document that the pointers choose; None when there are no pointers.

    Id and type of each node on the way are part of it, and the document's contexts always.
    Raises SelectsNothing.
    """
    chosen: _Chosen = {}
    for pointer in pointers:
        chosen = _with(chosen, _path(pointer), document, pointer)
    if chosen == {}:
        return None
    part: JsonObject = _part(document, chosen)
    return {"@context": deepcopy(document["@context"]), **part}


def _path(pointer: str) -> list[str]:
    if pointer == "":
        return []
    if not pointer.startswith("/") or _WRONG_ESCAPE.search(pointer):
        raise SelectsNothing(pointer)
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def _with(chosen: _Chosen, path: list[str], value: JsonValue, pointer: str) -> _Chosen:
    """Add a path to what is chosen of a value."""
    if not path:
        return None
    token, *rest = path
    member = _member(value, token, pointer)
    deeper = _with({} if chosen is None else chosen.get(token, {}), rest, member, pointer)
    return None if chosen is None else {**chosen, token: deeper}


def _member(value: JsonValue, token: str, pointer: str) -> JsonValue:
    if isinstance(value, dict) and token in value:
        return value[token]
    if isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
        return value[int(token)]
    raise SelectsNothing(pointer)


def _part(value: JsonValue, chosen: _Chosen) -> JsonValue:
    if chosen is None:
        return deepcopy(value)
    if isinstance(value, list):
        return [_part(value[int(token)], chosen[token]) for token in sorted(chosen, key=int)]
    return {
        name: _part(member, chosen.get(name))
        for name, member in value.items()
        if name in chosen or name in _OF_EVERY_NODE
    }
