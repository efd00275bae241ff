"""Canonical forms through the shapes of documents that came by before."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from contexts.full_path import canonical_in_full
from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.compiling import Example, compiled_shape, identifier_slots, siblings
from contexts.shapes.conditions import check_identifiers
from contexts.shapes.counting import count
from contexts.shapes.proving import prove
from contexts.shapes.refusals import Fallback, NotCompilable
from contexts.shapes.remembering import BoundedMemory
from contexts.shapes.sameness import Pattern, Sameness, Siblings, pattern_of, sibling_pattern
from contexts.shapes.structure import Key, structure_of, with_texts
from contexts.shapes.thrift import Thrift

MAX_KINDS = 256
MAX_SHAPES = 1_024
MAX_SIZE = 12_000_000
"""Characters of the keys of all kinds, and again of all shapes."""
ORDERS = 16
"""Orders of labels for which a shape keeps its fixed lines. Every text is a slot: few are fixed."""


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


KindKey = tuple[HashName, Key]
FamilyKey = tuple[_Kind, Pattern]
ShapeKey = tuple[_Family, Pattern]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ShapeCache:
    """The full path, and a memory that makes it unnecessary. Safe to share between threads."""

    def __init__(self) -> None:
        # A text in place of a value says why there is none: these documents take the full path.
        self._kinds: BoundedMemory[KindKey, _Kind | str] = BoundedMemory(MAX_KINDS, MAX_SIZE)
        self._families: BoundedMemory[FamilyKey, _Family | str] = BoundedMemory(
            MAX_SHAPES, MAX_SHAPES
        )
        self._shapes: BoundedMemory[ShapeKey, CompiledShape | str] = BoundedMemory(
            MAX_SHAPES, MAX_SIZE
        )
        self._thrift = Thrift()

    def canonical(self, document: JsonObject, hash_name: HashName) -> str:
        """Return the canonical form; raises what `canonicalize` raises."""
        in_full = partial(canonical_in_full, document, hash_name=hash_name)
        structure = structure_of(document)
        if structure is None:
            count("refusals.structure")
            return in_full()
        key, texts = (hash_name, structure.key), structure.texts
        try:
            found = self._find(key, texts)
            if isinstance(found, CompiledShape):
                text = found.fill(texts)
                count("hits")
                return text
        except Fallback as fallback:
            count(f"fallbacks.{fallback.reason}")
            return in_full()
        text = in_full()
        if self._thrift.is_due(found):
            self._compile(key, _example(document, texts), text)
        return text

    def _find(self, key: KindKey, texts: Sequence[str]) -> CompiledShape | Hashable:
        """Find the shape, or the key under which nothing is known yet. Raises Fallback."""
        kind = _known(self._kinds.get(key))
        if kind is None:
            return key
        family_key = _family_key(kind, texts)
        family = _known(self._families.get(family_key))
        if family is None:
            return family_key
        shape_key = _shape_key(family, texts)
        return _known(self._shapes.get(shape_key)) or shape_key

    def _compile(self, key: KindKey, example: Example, expected: str) -> None:
        """Make what is missing for a document that has a canonical form."""
        texts, hash_name = example.texts, key[0]
        try:
            kind = _made(self._kinds, key, lambda: _kind(example), _size_of_key(key))
            family_key = _family_key(kind, texts)
            family = _made(self._families, family_key, lambda: _family(example, family_key))
            shape_key = _shape_key(family, texts)
            proved = partial(_proved_shape, example, shape_key, hash_name, expected)
            _made(self._shapes, shape_key, proved)
            count("compilations")
        except Fallback as fallback:
            count(f"fallbacks.{fallback.reason}")


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


def _example(document: JsonObject, texts: Sequence[str]) -> Example:
    return Example(document, texts, lambda others: with_texts(document, iter(others)))


def _kind(example: Example) -> _Kind:
    return _Kind(identifier_slots(example))


def _family(example: Example, key: FamilyKey) -> _Family:
    kind, pattern = key
    return _Family(kind.identifiers, pattern, siblings(example, kind.identifiers, pattern))


def _proved_shape(
    example: Example, key: ShapeKey, hash_name: HashName, expected: str
) -> CompiledShape:
    family, pattern = key
    sameness = Sameness(family.identifiers, family.pattern, family.siblings, pattern)
    shape = compiled_shape(example, sameness, hash_name=hash_name, orders=ORDERS)
    prove(shape, example, expected)
    return shape


def _size_of_key(key: KindKey) -> int:
    return sum(len(entry) for entry in key[1] if isinstance(entry, str))
