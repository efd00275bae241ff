"""The outlines of the shapes that come by most: tried before a document is taken apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from contexts.full_path import canonical_in_full
from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.counting import count
from contexts.shapes.example import Example
from contexts.shapes.outline import Outline, outline_of
from contexts.shapes.refusals import Fallback, NotCompilable
from contexts.shapes.remembering import BoundedMemory
from contexts.shapes.structure import with_texts
from contexts.shapes.template import CanonicalTemplate, template_of
from contexts.shapes.variation import Variation

MOST = 16
"""Outlines. Each is tried in turn, for a fraction of a microsecond."""
LARGEST = 250_000
"""Bytes of the forms of a shape and of a document's texts, which are then kept some three times. A
badge has some 60,000."""
WATCHED = 256
"""Shapes of which it is learnt what varies."""
PATIENCE = 16
_IN_FRONT = 4
"""The places among which an outline is not moved forward when it is used."""


class Fitting(NamedTuple):
    """A template that fits a document, and the document's texts in its slots."""

    template: CanonicalTemplate
    texts: list[str]
    outline: Outline

    def canonical(self) -> bytes | None:
        """Return the canonical form of the document in UTF-8; None where the template cannot."""
        try:
            filled = self.template.filled(self.texts)
        except Fallback:
            return None
        count("hits")
        return filled


@dataclass(frozen=True, slots=True, eq=False)
class _Outlined:
    """The canonical form of all documents that fit an outline."""

    shape: CompiledShape
    """The shape of them all, with gaps for every text."""
    outline: Outline
    template: CanonicalTemplate


class Outlines:
    """Outlines, the last used in front. Safe to share between threads."""

    def __init__(self, patience: int = PATIENCE) -> None:
        self._patience = patience
        self._lock = Lock()
        self._kept: tuple[_Outlined, ...] = ()  # replaced as a whole
        self._watched: BoundedMemory[CompiledShape, Variation] = BoundedMemory(WATCHED, WATCHED)

    def fitting(self, data: bytes, hash_name: HashName) -> Fitting | None:
        """Find what fits a document, given as `outline.written` writes it."""
        for place, each in enumerate(self._kept):
            if each.shape.hash_name == hash_name:
                texts = each.outline.texts(data)
                if texts is not None:
                    if place >= _IN_FRONT:
                        self._put_in_front(each)
                    return Fitting(each.template, texts, each.outline)
        return None

    def learn(self, shape: CompiledShape, document: JsonObject, texts: Sequence[str]) -> None:
        """Look at a document of a shape, whose slots hold these texts; outline it when that pays.

        It costs some five full paths for every `PATIENCE` documents, and ever more seldom.
        """
        variation = self._watched.get(shape)
        if variation is None:
            variation = self._watched.keep(shape, Variation(self._patience))
        varying = variation.observe(texts)
        if varying is not None and shape.size + sum(map(len, texts)) <= LARGEST:
            self._outline(shape, _example(document, texts, varying))

    def _outline(self, shape: CompiledShape, example: Example) -> None:
        try:
            expected = canonical_in_full(example.document, hash_name=shape.hash_name)
            template = template_of(example, shape.hash_name, expected)
        except NotCompilable as refusal:
            count(f"refusals.{refusal.reason}")
        else:
            count("outlines")
            self._put_in_front(_Outlined(shape, outline_of(example), template))

    def _put_in_front(self, outlined: _Outlined) -> None:
        with self._lock:
            others = [each for each in self._kept if each.shape is not outlined.shape]
            self._kept = (outlined, *others)[:MOST]


def _example(document: JsonObject, texts: Sequence[str], slots: Sequence[int]) -> Example:
    """Make an example of which only some slots of its shape are slots."""

    def rebuilt(others: Sequence[str]) -> JsonObject:
        changed = list(texts)
        for slot, other in zip(slots, others, strict=True):
            changed[slot] = other
        return with_texts(document, iter(changed))

    return Example(document, [texts[slot] for slot in slots], rebuilt)
