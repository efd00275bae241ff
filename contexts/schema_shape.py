"""A look at a stranger's schema before it is applied: only what is bounded and in it is.

Schemas refer to others by `$ref`. Nothing is fetched for that: a reference has to lead to a schema
in the same document, or to a bundled one.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from contexts.errors import NotASchema, SchemaRefersElsewhere, SchemaTooComplex
from contexts.json_types import JsonObject, JsonValue
from contexts.schema_dialects import Dialect
from contexts.schema_patterns import matches
from contexts.schemas import schema_urls

_MOST_LETTERS = 20_000
"""Of all member names of a document together."""
_MOST_PATTERNS = 32
_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
_MOVING = ("$dynamicRef", "$recursiveRef")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A schema and every schema inside it, in the places where the edition puts them."""

    root: JsonObject
    parts: tuple[JsonObject, ...]

    @property
    def places(self) -> set[int]:
        """Give the identities of the parts: only these were looked at."""
        return {id(part) for part in self.parts}

    @property
    def refers(self) -> bool:
        """Tell whether there is any reference: without one, a schema is a tree."""
        return any("$ref" in part for part in self.parts)


def prepared(schema: JsonObject, dialect: Dialect, document: JsonValue) -> JsonObject:
    """Give a copy that can be applied to `document` in bounded steps; raise SchemaNotApplied."""
    root = copy.deepcopy(schema)
    whole = _Whole(root, tuple(_parts(root, dialect)))
    for part in whole.parts:
        named = part.pop("$schema", dialect.url)
        if not isinstance(named, str) or named.removesuffix("#") != dialect.url:
            raise SchemaTooComplex("it mixes editions of JSON Schema")
        _check_references(part, whole)
    names = sorted(_names(document))
    patterns = [part["patternProperties"] for part in whole.parts if "patternProperties" in part]
    too_long = patterns and sum(map(len, names)) > _MOST_LETTERS
    if too_long or sum(map(len, patterns)) > _MOST_PATTERNS:
        raise SchemaTooComplex("it has too many regular expressions for names")
    for part in whole.parts:
        if "patternProperties" in part:
            part["patternProperties"] = dict(_written_out(part["patternProperties"], names))
    return root


def _parts(root: JsonObject, dialect: Dialect) -> Iterator[JsonObject]:
    waiting: list[JsonValue] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(dialect.specification.subresources_of(part))
        elif not isinstance(part, bool):
            raise NotASchema("it is malformed")


def _check_references(part: JsonObject, whole: _Whole) -> None:
    if any(name in part for name in _UNEVALUATED) and whole.refers:
        # There the library follows references by itself, and does so again for each.
        raise SchemaTooComplex("it asks what its references leave over")
    if any(name in part for name in _MOVING):
        raise SchemaTooComplex("it has references that change their meaning as they are followed")
    reference = part.get("$ref")
    if reference is None:
        return
    if not isinstance(reference, str):
        raise NotASchema("it is malformed")
    url, _, fragment = reference.partition("#")
    if url in schema_urls() and not fragment:
        return
    if url not in {"", whole.root.get("$id")}:
        raise SchemaRefersElsewhere(f"it builds on {url[:120]}, which is not fetched")
    if any("$id" in other for other in whole.parts if other is not whole.root):
        raise SchemaTooComplex("it is several schemas in one")
    if not _leads_to_a_part(fragment, whole):
        raise NotASchema("it refers to a part it does not have")


def _leads_to_a_part(fragment: str, whole: _Whole) -> bool:
    """Follow a JSON Pointer (RFC 6901), or a name that a part gives itself."""
    if fragment and not fragment.startswith("/"):
        return any(part.get("$anchor") == fragment for part in whole.parts)
    place: JsonValue = whole.root
    for step in fragment.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list):
            place = place[int(name)] if name.isdecimal() and int(name) < len(place) else None
        else:
            place = place.get(name) if isinstance(place, dict) else None
    return isinstance(place, bool) or id(place) in whole.places


def _names(value: JsonValue) -> set[str]:
    """Give every member name in a document."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            found.update(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found


def _written_out(patterns: JsonObject, names: list[str]) -> Iterator[tuple[str, JsonValue]]:
    """Put the names that occur and match in place of each pattern.

    The library matches patterns for names in several places, by Python's backtracking engine.
    """
    for number, (pattern, schema) in enumerate(patterns.items()):
        found = [name for name in names if matches(pattern, name)]
        yield _any_of(found, number), schema


def _any_of(names: list[str], number: int) -> str:
    # The number keeps apart two patterns that match the same names.
    exact = "|".join(_escaped(name) for name in names)
    return rf"^(?:{exact})\Z(?#{number})" if names else rf"(?!)(?#{number})"


def _escaped(name: str) -> str:
    return "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in name)
