"""Blank nodes that look alike: all statements are known, only RDFC-1.0 itself is left to run."""

from collections.abc import Sequence
from dataclasses import dataclass

from contexts.errors import ContextsError
from contexts.rdfc10 import Dataset, HashName, Rdfc10Options, canonical_nquads
from contexts.shapes.refusals import Fallback

PLACES = ("subject", "predicate", "object", "name")
"""Where PyLD has the terms of a statement; the last is the graph's, if it is not the default."""
Triple = dict[str, dict[str, str]]
"""PyLD's form of a statement."""


_DEFAULT = {"value": "@default"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in PyLD's form, without its text where that is a slot's."""

    members: tuple[tuple[str, str], ...]
    slot: int | None = None

    def filled(self, texts: Sequence[str]) -> dict[str, str]:
        """Return it in PyLD's form, fresh, for canonicalization changes it."""
        term = dict(self.members)
        if self.slot is not None:
            term["value"] = texts[self.slot]
        return term


def canonical_of_ties(
    statements: Sequence[Sequence[Term]], texts: Sequence[str], hash_name: HashName
) -> str:
    """Run RDFC-1.0 over the statements with these texts (not escaped) in the slots.

    Raises Fallback where it refuses, so that the full path says why.
    """
    dataset: Dataset = {}
    for terms in statements:
        triple = {place: term.filled(texts) for place, term in zip(PLACES, terms, strict=False)}
        graph = triple.pop("name", _DEFAULT)["value"]
        dataset.setdefault(graph, []).append(triple)
    try:
        return canonical_nquads(dataset, Rdfc10Options(hash_name))
    except ContextsError as error:
        raise Fallback(f"ties_{error.code.lower()}") from error
