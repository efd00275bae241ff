"""A compiled shape: the statements of a document with gaps where its texts go."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import eq

from contexts.guard import Survey
from contexts.rdfc10 import HashName
from contexts.shapes.conditions import check_characters, escaped
from contexts.shapes.formats import Pieces, Texts
from contexts.shapes.refusals import Fallback
from contexts.shapes.sameness import Sameness
from contexts.shapes.ties import Term, canonical_of_ties

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
_STATEMENT_SIZE = 200

Span = tuple[int, int, int]
"""A blank node, and where its pieces begin and end among those to hash."""


@dataclass(frozen=True, slots=True, eq=False)
class CompiledShape:
    """The canonical form of every document of one shape, up to its texts."""

    hash_name: HashName
    sameness: Sameness
    identifiers: frozenset[str]
    """Identifiers that no slot holds."""
    survey: Survey
    """The characters of all that no slot holds."""
    fixed_hashes: Sequence[bytes]
    """The first-degree hash of each blank node; empty where it depends on texts."""
    hashed: Pieces
    """The statements of the others, as first-degree hashing sees them."""
    spans: Sequence[Span]
    constant: Sequence[bytes]
    """Pieces of the canonical form without slots and blank nodes."""
    variable: Pieces
    """All other pieces: they depend on texts and labels."""
    statements: Sequence[Sequence[Term]]
    """All statements, for texts with which blank nodes look alike."""

    @property
    def size(self) -> int:
        """Return about how many bytes it will keep at most."""
        forms = len(self.hashed.form) + len(self.variable.form)
        return forms + len(self.statements) * _STATEMENT_SIZE + sum(map(len, self.constant))

    def fill(self, texts: Sequence[str]) -> bytes:
        """Return the canonical N-Quads of the document with these texts in the slots, in UTF-8.

        The caller has checked the identifiers, and that texts are the same where `sameness` says.
        Raises Fallback where that could differ from the full path in a byte or an error.
        """
        self.check(texts)
        written = escaped(texts)
        labels = self._labels(written)
        if labels is None:
            return canonical_of_ties(self.statements, texts, self.hash_name).encode()
        return self._filled(written, labels)

    def check(self, texts: Sequence[str]) -> None:
        """Raise Fallback unless the document is lossless with these texts, which is all of it."""
        if not self.identifiers.isdisjoint(map(texts.__getitem__, self.sameness.identifiers)):
            raise Fallback("identifier_of_the_shape")
        check_characters(texts, self.survey)

    def _filled(self, texts: Texts, labels: Texts) -> bytes:
        pieces = [*self.constant, *self.variable.filled(texts + labels)]
        pieces.sort()
        if any(map(eq, pieces, islice(pieces, 1, None))):
            raise Fallback("statement_twice")
        return b"".join(pieces)

    def _labels(self, texts: Texts) -> Texts | None:
        """Label each blank node by the rank of its hash (RDFC-1.0, 4.4.3, step 4).

        None where two hashes are the same, so that more than hashes is to be looked at.
        """
        hashes = list(self.fixed_hashes)
        if self.spans:
            pieces = self.hashed.filled(texts)
            for node, start, end in self.spans:
                hashes[node] = first_degree_hash(pieces[start:end], self.hash_name)
        labels = dict(zip(sorted(hashes), _labels_in_order(len(hashes)), strict=True))
        return tuple(map(labels.__getitem__, hashes)) if len(labels) == len(hashes) else None


@lru_cache(maxsize=64)
def _labels_in_order(nodes: int) -> Texts:
    return tuple(b"_:c14n%d" % rank for rank in range(nodes))


def first_degree_hash(pieces: list[bytes], hash_name: HashName) -> bytes:
    """Hash all pieces of one blank node (RDFC-1.0, 4.6). One may occur twice, and then counts."""
    pieces.sort()
    return _HASHES[hash_name](b"".join(pieces)).digest()
