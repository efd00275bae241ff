"""Canonical forms through the shapes of documents that came by before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from contexts.errors import ContextsError
from contexts.full_path import canonical_in_full, lossless_dataset
from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.counting import count
from contexts.shapes.known_shapes import KnownShapes, Unknown
from contexts.shapes.outline import written
from contexts.shapes.outlines import PATIENCE, Fitting, Outlines
from contexts.shapes.refusals import Fallback
from contexts.shapes.structure import structure_of
from contexts.shapes.template import CanonicalTemplate
from contexts.shapes.thrift import Thrift

T = TypeVar("T")


class ShapeCache:
    """The full path, and a memory that makes it unnecessary. Safe to share between threads."""

    def __init__(self, patience: int = PATIENCE) -> None:
        self._outlines = Outlines(patience)
        self._known = KnownShapes()
        self._thrift = Thrift()

    def canonical(self, document: JsonObject, hash_name: HashName) -> bytes:
        """Return the canonical form in UTF-8; raises what `canonicalize` raises."""
        fitted = self._fitted(document, hash_name, CanonicalTemplate.filled)
        if fitted is not None:
            return fitted
        answer = self._ask(document, hash_name, CompiledShape.fill)
        if isinstance(answer, bytes):
            return answer
        text = canonical_in_full(document, hash_name=hash_name)
        if answer is not None and self._is_due(answer):
            self._compile(answer, document, text)
        return text.encode()

    def recognised(self, data: bytes) -> Fitting | None:
        """Return the outline that a document fits, which is given as JSON in UTF-8."""
        fitting = self._outlines.fitting(data, "sha256")
        return fitting if fitting and fitting.outline.is_spelled_alike(data) else None

    def check_lossless(self, document: JsonObject) -> None:
        """Raise what `check_lossless` raises."""
        if self._fitted(document, "sha256", _template_is_lossless):
            return
        answer = self._ask(document, "sha256", _is_lossless)
        if answer is True:
            return
        lossless_dataset(document)
        if isinstance(answer, Unknown) and self._is_due(answer):
            with suppress(ContextsError):  # it may be lossless and yet have no canonical form
                self._compile(answer, document, canonical_in_full(document))

    def _fitted(
        self,
        document: JsonObject,
        hash_name: HashName,
        question: Callable[[CanonicalTemplate, Sequence[str]], T],
    ) -> T | None:
        """Put a question to the template whose outline fits; None where there is no answer."""
        data = written(document)
        fitting = self._outlines.fitting(data, hash_name) if data is not None else None
        if fitting is None:
            return None
        try:
            answer = question(fitting.template, fitting.texts)
        except Fallback:
            return None
        count("hits")
        return answer

    def _ask(
        self,
        document: JsonObject,
        hash_name: HashName,
        question: Callable[[CompiledShape, Sequence[str]], T],
    ) -> T | Unknown | None:
        """Put a question to the shape of a document; None where the full path has to answer."""
        try:
            structure = structure_of(document)
            found = self._known.find(structure, hash_name)
            if isinstance(found, Unknown):
                return found
            answer = question(found, structure.texts)
            self._outlines.learn(found, document, structure.texts)
        except Fallback as fallback:
            count(f"fallbacks.{fallback.reason}")
            return None
        count("hits")
        return answer

    def _is_due(self, unknown: Unknown) -> bool:
        return self._thrift.is_due(unknown.sighting, len(unknown.structure.key))

    def _compile(self, unknown: Unknown, document: JsonObject, expected: str) -> None:
        try:
            self._known.compile(unknown, document, expected)
        except Fallback as fallback:
            count(f"fallbacks.{fallback.reason}")


def _is_lossless(shape: CompiledShape, texts: Sequence[str]) -> bool:
    shape.check(texts)
    return True


def _template_is_lossless(template: CanonicalTemplate, texts: Sequence[str]) -> bool:
    template.check(texts)
    return True
