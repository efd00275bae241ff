"""Blank nodes that look alike: all statements are known, only RDFC-1.0 itself is left to run."""

from collections.abc import Sequence
from dataclasses import dataclass

from contexts.errors import ContextsError
from contexts.rdfc10 import HashName, Rdfc10Options, canonical_nquads
from contexts.shapes.refusals import Fallback

Triple = dict[str, dict[str, str]]
"""PyLD's form of a statement: subject, predicate and object."""


@dataclass(frozen=True, slots=True)
class Term:
    """A subject, predicate or object in PyLD's form, without its text where that is a slot's."""

    members: tuple[tuple[str, str], ...]
    slot: int | None = None

    def filled(self, texts: Sequence[str]) -> dict[str, str]:
        """Return it in PyLD's form, fresh, for canonicalization changes it."""
        term = dict(self.members)
        if self.slot is not None:
            term["value"] = texts[self.slot]
        return term


Statement = tuple[Term, Term, Term]


def canonical_of_ties(
    statements: Sequence[Statement], texts: Sequence[str], hash_name: HashName
) -> str:
    """Run RDFC-1.0 over the statements with these texts (not escaped) in the slots.

    Raises Fallback where it refuses, so that the full path says why.
    """
    triples: list[Triple] = [
        {
            "subject": subject.filled(texts),
            "predicate": predicate.filled(texts),
            "object": target.filled(texts),
        }
        for subject, predicate, target in statements
    ]
    try:
        return canonical_nquads({"@default": triples}, Rdfc10Options(hash_name))
    except ContextsError as error:
        raise Fallback(f"ties_{error.code.lower()}") from error
