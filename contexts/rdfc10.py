"""RDFC-1.0 over PyLD's URDNA2015: escaping, choice of hash, and a bound on the work."""

import hashlib
import math
from dataclasses import dataclass
from typing import Any, Literal

from pyld.canon import URDNA2015
from pyld.identifier_issuer import IdentifierIssuer

from contexts.errors import DataLoss, TooMuchWork
from contexts.escaping import escape_controls

HashName = Literal["sha256", "sha384"]

Dataset = dict[str, list[dict[str, Any]]]
"""PyLD's form: graph name, or `@default`, to triples."""

MAX_PERMUTATIONS = 5_040
"""Orders of like-looking neighbours that may be tried: 7!, per unit of work factor."""

_BEYOND_ANY_BUDGET = 20
"""Neighbours whose orders nobody can try; keeps the factorial itself cheap."""

_POISON = "too many of its nodes look alike. Give each an id of its own."


@dataclass(frozen=True, slots=True)
class Rdfc10Options:
    """How to canonicalize one dataset."""

    hash_name: HashName = "sha256"
    work_factor: int = 1
    """Deep iterations allowed: like-looking nodes to this power; other software allows 1."""
    order_depends_on_encoding: bool = False


def canonical_nquads(dataset: Dataset, options: Rdfc10Options) -> str:
    """Return the canonical N-Quads of a dataset in PyLD's form, which is used up by this.

    Raises `TooMuchWork`; `DataLoss` where processors would not agree on the outcome.
    """
    canonicalizer = _BoundedURDNA2015(options)
    try:
        text: str = canonicalizer.main(dataset, {"format": "application/n-quads"})
    except RecursionError:
        raise TooMuchWork(_POISON) from None
    lines = sorted(escape_controls(line) for line in text.split("\n") if line)
    canonicalizer.check_order(lines)
    if len(set(lines)) != len(lines):
        raise DataLoss("@value", 'it says one thing twice in different spelling, as in 3 and "3".')
    return "".join(f"{line}\n" for line in lines)


def canonical_labels(dataset: Dataset, options: Rdfc10Options) -> dict[str, str]:
    """Return the canonical label of each blank node label (RDFC-1.0, 4.5), both without `_:`.

    Uses up the dataset and raises as `canonical_nquads` does.
    """
    canonicalizer = _BoundedURDNA2015(options)
    canonicalizer.main(dataset, {"format": "application/n-quads"})
    issued: dict[str, str] = canonicalizer.canonical_issuer.existing
    return {given[2:]: canonical[2:] for given, canonical in issued.items()}


class _BoundedURDNA2015(URDNA2015):  # type: ignore[misc] # PyLD is untyped
    def __init__(self, options: Rdfc10Options) -> None:
        super().__init__()
        self._options = options
        self._iterations_left: int | None = None
        self._permutations_left = MAX_PERMUTATIONS**options.work_factor

    def create_hash(self) -> "hashlib._Hash":
        return hashlib.new(self._options.hash_name)

    def hash_nquads(self, nquads: list[str]) -> str:
        lines = sorted(escape_controls(line) for line in nquads)
        self.check_order(lines)
        digest: str = super().hash_nquads(lines)
        return digest

    def hash_first_degree_quads(self, id_: str) -> str:
        info = self.blank_node_info[id_]
        if "hash" not in info:
            # PyLD lists a statement twice under a node that is both its subject and its object.
            info["quads"] = list({id(quad): quad for quad in info["quads"]}.values())
        digest: str = super().hash_first_degree_quads(id_)
        return digest

    def hash_n_degree_quads(self, id_: str, issuer: IdentifierIssuer) -> dict[str, Any]:
        if self._iterations_left is None:
            # Only nodes whose first-degree hash is not unique are left in this map by now.
            alike = sum(len(nodes) for nodes in self.hash_to_blank_nodes.values())
            self._iterations_left = alike**self._options.work_factor
        self._iterations_left -= 1
        if self._iterations_left < 0:
            raise TooMuchWork(_POISON)
        result: dict[str, Any] = super().hash_n_degree_quads(id_, issuer)
        return result

    def create_hash_to_related(self, id_: str, issuer: IdentifierIssuer) -> dict[str, list[str]]:
        related: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        self._permutations_left -= sum(_orders(nodes) for nodes in related.values())
        if self._permutations_left < 0:
            raise TooMuchWork(_POISON)
        return related

    def check_order(self, lines: list[str]) -> None:
        """Refuse lines that JavaScript, comparing UTF-16 units, would sort differently."""
        if self._options.order_depends_on_encoding and lines != sorted(
            lines, key=lambda line: line.encode("utf-16-be")
        ):
            raise DataLoss("@value", "its rare characters are sorted differently by processors.")


def _orders(neighbours: list[str]) -> int:
    """Count the orders PyLD will try of neighbours with one hash.

    One neighbour may stand there many times: a graph, once for each statement made in it.
    """
    different = len(set(neighbours))
    if different not in {1, len(neighbours)}:
        # PyLD and rdf-canonize skip some of these orders, others do not: no agreed canonical form.
        raise TooMuchWork(_POISON)
    return math.factorial(min(different, _BEYOND_ANY_BUDGET))
