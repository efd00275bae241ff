"""Places in a document, as JSON Pointers (RFC 6901): where two differ, where a name stands.

Only names and positions of the given document are told, never a value, and of what is missing in it
only the place where it is missing: who holds a changed copy learns nothing of the original.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from contexts import JsonValue
from verifier.judgement import shown

CHANGED, ADDED, MISSING, UNCOVERED = "changed", "added", "missing", "uncovered"
_MOST = 8
"""Places told of; the reader sees by then what kind of change it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be said of a document."""

    pointer: str
    """A JSON Pointer; empty for the whole document."""
    change: str
    """Of the four words above. What is missing, is missing directly below the pointer."""


def differences(given: JsonValue, original: JsonValue, at: str = "") -> Iterator[Place]:
    """Give the places where a document is not the original, in its own order."""
    if isinstance(given, dict) and isinstance(original, dict):
        for name, value in given.items():
            below = f"{at}/{_escaped(name)}"
            if name in original:
                yield from differences(value, original[name], below)
            else:
                yield Place(below, ADDED)
        if original.keys() - given.keys():
            yield Place(at, MISSING)
    elif isinstance(given, list) and isinstance(original, list):
        for index, value in enumerate(given):
            below = f"{at}/{index}"
            if index < len(original):
                yield from differences(value, original[index], below)
            else:
                yield Place(below, ADDED)
        if len(original) > len(given):
            yield Place(at, MISSING)
    elif type(given) is not type(original) or given != original:
        yield Place(at, CHANGED)


def places_of(document: JsonValue, term: str, at: str = "") -> Iterator[Place]:
    """Give every place where a name stands, as a member or as a type."""
    if isinstance(document, dict):
        for name, value in document.items():
            below = f"{at}/{_escaped(name)}"
            if name == term or (name in {"type", "@type"} and _names(value, term)):
                yield Place(below, UNCOVERED)
            yield from places_of(value, term, below)
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places_of(value, term, f"{at}/{index}")


def told(places: Iterable[Place]) -> str:
    """Write the first places for a problem's params, one on each line; `read_places` reads them."""
    return "\n".join(f"{place.change} {shown(place.pointer)}" for place in islice(places, _MOST))


def read_places(text: str) -> tuple[Place, ...]:
    """Read what `told` wrote."""
    lines = (line.partition(" ") for line in text.splitlines())
    return tuple(Place(pointer, change) for change, _, pointer in lines)


def _names(value: JsonValue, term: str) -> bool:
    return value == term or (isinstance(value, list) and term in value)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
