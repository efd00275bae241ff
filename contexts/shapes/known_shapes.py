"""The shapes that are known, found step by step: structure, equal identifiers, equal siblings.

Each step is compiled only for what came by, and forgotten when it is not used.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.compiling import compiled_shape, identifier_slots, siblings
from contexts.shapes.conditions import check_identifiers
from contexts.shapes.counting import count
from contexts.shapes.example import Example
from contexts.shapes.proving import prove
from contexts.shapes.refusals import Fallback, NotCompilable
from contexts.shapes.remembering import BoundedMemory
from contexts.shapes.sameness import Pattern, Sameness, Siblings, pattern_of, sibling_pattern
from contexts.shapes.structure import Key, Structure, with_texts

MAX_KINDS = 256
MAX_SHAPES = 1_024
MAX_SIZE = 12_000_000
"""Bytes of the keys of all kinds, and again of all shapes: some 240 badges. They take about twice
as much memory, which has to fit into what a worker may grow by before it is replaced."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """Documents of one structure."""

    identifiers: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """Documents of one structure in which the same identifiers are equal."""

    identifiers: tuple[int, ...]
    pattern: Pattern
    siblings: Siblings


@dataclass(frozen=True, slots=True)
class Unknown:
    """A document of a shape that nobody has tried to compile."""

    sighting: Hashable
    """What is new about it."""
    structure: Structure
    hash_name: HashName


KindKey = tuple[HashName, Key]
FamilyKey = tuple[_Kind, Pattern]
ShapeKey = tuple[_Family, Pattern]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class KnownShapes:
    """Shapes by the documents they fit. Safe to share between threads."""

    def __init__(self) -> None:
        # A text in place of a value says why there is none: these documents take the full path.
        self._kinds: BoundedMemory[KindKey, _Kind | str] = BoundedMemory(MAX_KINDS, MAX_SIZE)
        self._families: BoundedMemory[FamilyKey, _Family | str] = BoundedMemory(
            MAX_SHAPES, MAX_SHAPES
        )
        self._shapes: BoundedMemory[ShapeKey, CompiledShape | str] = BoundedMemory(
            MAX_SHAPES, MAX_SIZE
        )

    def find(self, structure: Structure, hash_name: HashName) -> CompiledShape | Unknown:
        """Find the shape of a document. Raises Fallback where there can be none."""
        key = (hash_name, structure.key)
        kind = _known(self._kinds.get(key))
        if kind is None:
            return Unknown(key, structure, hash_name)
        family_key = _family_key(kind, structure.texts)
        family = _known(self._families.get(family_key))
        if family is None:
            return Unknown(family_key, structure, hash_name)
        shape_key = _shape_key(family, structure.texts)
        shape = _known(self._shapes.get(shape_key))
        return Unknown(shape_key, structure, hash_name) if shape is None else shape

    def compile(self, unknown: Unknown, document: JsonObject, expected: str) -> None:
        """Make what is missing, from a document and its canonical form. Raises Fallback."""
        hash_name, texts = unknown.hash_name, unknown.structure.texts
        example = Example(document, texts, lambda others: with_texts(document, iter(others)))
        key = (hash_name, unknown.structure.key)
        kind = _made(self._kinds, key, lambda: _Kind(identifier_slots(example)), _size(key))
        family_key = _family_key(kind, texts)
        family = _made(self._families, family_key, partial(_family, example, family_key))
        shape_key = _shape_key(family, texts)
        proved = partial(_proved_shape, example, shape_key, hash_name, expected)
        _made(self._shapes, shape_key, proved)


def _known(found: V | str | None) -> V | None:
    if isinstance(found, str):
        raise Fallback(found)
    return found


def _made(
    memory: BoundedMemory[K, V | str], key: K, make: Callable[[], V], size: int | None = None
) -> V:
    """Return what is known, or make it and keep it. Raises Fallback where it can not be made."""
    found = memory.get(key)
    if found is None:
        try:
            found = make()
        except NotCompilable as refusal:
            count(f"refusals.{refusal.reason}")
            found = refusal.reason
        found = memory.keep(key, found, getattr(found, "size", 1) if size is None else size)
    made = _known(found)
    if made is None:
        raise TypeError("nothing was made")
    return made


def _family_key(kind: _Kind, texts: Sequence[str]) -> FamilyKey:
    identifiers = [texts[slot] for slot in kind.identifiers]
    check_identifiers(identifiers)
    return kind, pattern_of(identifiers)


def _shape_key(family: _Family, texts: Sequence[str]) -> ShapeKey:
    return family, sibling_pattern(family.siblings, texts)


def _family(example: Example, key: FamilyKey) -> _Family:
    kind, pattern = key
    return _Family(kind.identifiers, pattern, siblings(example, kind.identifiers, pattern))


def _proved_shape(
    example: Example, key: ShapeKey, hash_name: HashName, expected: str
) -> CompiledShape:
    family, pattern = key
    sameness = Sameness(family.identifiers, family.pattern, family.siblings, pattern)
    shape = compiled_shape(example, sameness, hash_name=hash_name)
    prove(shape, example, expected)
    count("compilations")
    return shape


def _size(key: KindKey) -> int:
    return sum(len(entry) for entry in key[1] if isinstance(entry, str))
