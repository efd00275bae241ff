"""Templates: the canonical form of many documents that differ in declared places only."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from contexts.engine import Engine, engine_in_use
from contexts.full_path import canonical_in_full
from contexts.json_types import JsonObject, JsonValue
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.compiling import compiled_shape, identifier_slots, siblings
from contexts.shapes.conditions import check_identifiers
from contexts.shapes.counting import count
from contexts.shapes.example import Example
from contexts.shapes.proving import prove
from contexts.shapes.refusals import Fallback, NotCompilable
from contexts.shapes.sameness import Sameness, pattern_of, sibling_pattern
from contexts.shapes.terms import structural_names

Place = tuple[str | int, ...]
"""The way to a text in a document: member names, and numbers of items."""


@dataclass(frozen=True, slots=True)
class CanonicalTemplate:
    """The canonical form of a document, up to the texts in declared places."""

    _shape: CompiledShape
    _slots: int

    def fill(self, values: Sequence[str]) -> str:
        """Return the canonical N-Quads of the document with these texts in its slots, in order.

        Exactly what `canonicalize` returns. Raises what `fill_bytes` raises.
        """
        return self.fill_bytes(values).decode()

    def fill_bytes(self, values: Sequence[str]) -> bytes:
        """Return the same in UTF-8, as `canonical_bytes` does and as it is hashed.

        Raises Fallback where that is not certain: then canonicalize the document itself. Raises
        ValueError for another number of texts.
        """
        if len(values) != self._slots:
            raise ValueError(f"the template has {self._slots} slots")
        try:
            return self.filled(values)
        except Fallback as fallback:
            count(f"fallbacks.{fallback.reason}")
            raise

    def filled(self, values: Sequence[str]) -> bytes:
        """Return the same, and count nothing. Raises Fallback."""
        self._check_sameness(values)
        return self._shape.fill(values)

    def check(self, values: Sequence[str]) -> None:
        """Raise Fallback unless the document is surely lossless with these texts."""
        self._check_sameness(values)
        self._shape.check(values)

    def _check_sameness(self, values: Sequence[str]) -> None:
        same = self._shape.sameness
        identifiers = [values[slot] for slot in same.identifiers]
        check_identifiers(identifiers)
        if pattern_of(identifiers) != same.identifier_pattern:
            raise Fallback("other_identifiers_equal")
        if sibling_pattern(same.siblings, values) != same.sibling_pattern:
            raise Fallback("other_literals_equal")


def compile_template(
    document: JsonObject, slots: Sequence[Place], *, hash_name: HashName = "sha256"
) -> CanonicalTemplate:
    """Compile a template from a complete document and the places of the texts that will differ.

    Texts that are equal identifiers in the document have to be equal in every filling. Each slot
    is the whole text of a member or item that is a value: no type, context or the like.
    Raises NotCompilable, also where compiled shapes are switched off, and for a document that has
    no canonical form what `canonicalize` raises.
    """
    expected = canonical_in_full(document, hash_name=hash_name)
    try:
        template = _compiled(document, tuple(slots), hash_name, expected)
    except NotCompilable as refusal:
        count(f"refusals.{refusal.reason}")
        raise
    count("compilations")
    return template


def _compiled(
    document: JsonObject, slots: Sequence[Place], hash_name: HashName, expected: str
) -> CanonicalTemplate:
    if engine_in_use() is not Engine.COMPILED:
        raise NotCompilable("switched_off")
    return template_of(_example(document, slots), hash_name, expected)


def template_of(example: Example, hash_name: HashName, expected: str) -> CanonicalTemplate:
    """Compile the template of an example, whose canonical form is `expected`; prove it.

    Raises NotCompilable.
    """
    identifiers = identifier_slots(example)
    pattern = pattern_of([example.texts[slot] for slot in identifiers])
    found = siblings(example, identifiers, pattern)
    same = Sameness(identifiers, pattern, found, sibling_pattern(found, example.texts))
    shape = compiled_shape(example, same, hash_name=hash_name)
    template = CanonicalTemplate(shape, len(example.texts))
    try:
        template.filled(example.texts)
    except Fallback as fallback:
        raise NotCompilable(f"example_{fallback.reason}") from fallback
    prove(shape, example, expected)
    return template


def _example(document: JsonObject, slots: Sequence[Place]) -> Example:
    if len(set(slots)) != len(slots):
        raise NotCompilable("place_twice")
    texts = [_text_at(document, place) for place in slots]

    def rebuilt(others: Sequence[str]) -> JsonObject:
        copy = deepcopy(document)
        for place, text in zip(slots, others, strict=True):
            holder: JsonValue = copy
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = text
        return copy

    return Example(document, texts, rebuilt)


def _text_at(document: JsonObject, place: Place) -> str:
    if not structural_names().isdisjoint(step for step in place if isinstance(step, str)):
        raise NotCompilable("slot_is_structure")
    value: JsonValue = document
    try:
        for step in place:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        raise NotCompilable("no_such_place") from None
    if not isinstance(value, str):
        raise NotCompilable("slot_is_no_text")
    return value
