"""Run JSON-LD once over a document with markers, and read off where each of them landed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyld.jsonld import JsonLdProcessor

from contexts.errors import ContextsError
from contexts.escaping import escape_controls
from contexts.full_path import surveyed_dataset
from contexts.guard import Survey
from contexts.json_types import JsonObject
from contexts.shapes.markers import Markers
from contexts.shapes.refusals import NotCompilable
from contexts.shapes.ties import PLACES, Term, Triple


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as a line of N-Quads with markers in it."""

    line: str
    nodes: frozenset[int]
    """The blank nodes of which it speaks."""
    slots: frozenset[int]
    literal: int | None
    """The slot that is its object, if that is a literal."""
    terms: tuple[Term, ...]
    """Subject, predicate and object, then the name of the graph unless that is the default one."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the markers of a document landed."""

    statements: Sequence[Statement]
    identifier_slots: frozenset[int]
    literal_slots: frozenset[int]
    identifiers: frozenset[str]
    """The IRIs that hold no marker."""
    nodes: int
    survey: Survey
    """The characters of all that is not a slot."""


def landing(marked: JsonObject, markers: Markers) -> Landing:
    """Run the full path over a document with markers.

    Raises NotCompilable where JSON-LD would lose or change anything of it, or puts a marker where
    its text has a meaning of its own.
    """
    try:
        survey, dataset = surveyed_dataset(marked)
    except ContextsError as error:
        raise NotCompilable(f"refused_{error.code.lower()}") from error
    if survey.order_depends_on_encoding:
        raise NotCompilable("order_depends_on_encoding")
    reader = _Reader(markers)
    statements = tuple(
        reader.statement(triple | _graph_term(name))
        for name, triples in dataset.items()
        for triple in triples
    )
    return Landing(
        statements,
        frozenset(reader.identifier_slots),
        frozenset(reader.literal_slots),
        frozenset(reader.identifiers),
        len(reader.nodes),
        survey,
    )


def _graph_term(name: str) -> Triple:
    if name == "@default":
        return {}
    kind = "blank node" if name.startswith("_:") else "IRI"
    return {"name": {"type": kind, "value": name}}


class _Reader:
    """Turns PyLD's statements into lines, and notes what occurs in them."""

    def __init__(self, markers: Markers) -> None:
        self._markers = markers
        self.nodes: dict[str, int] = {}
        self.identifier_slots: set[int] = set()
        self.literal_slots: set[int] = set()
        self.identifiers: set[str] = set()
        self._terms: dict[Term, Term] = {}
        """Terms that are equal are kept once."""

    def statement(self, triple: Triple) -> Statement:
        self._check_fixed(triple["predicate"]["value"])
        terms = {place: self._term(term) for place, term in triple.items()}
        line = escape_controls(JsonLdProcessor.to_nquad(terms)).removesuffix("\n")
        is_literal = triple["object"]["type"] == "literal"
        literal = self._markers.slot_of(triple["object"]["value"]) if is_literal else None
        found = [*self._markers.pattern().finditer(line)]
        return Statement(
            line,
            frozenset(int(match[2]) for match in found if match[2]),
            frozenset(int(match[1]) for match in found if match[1]),
            literal,
            tuple(self._kept(terms[place]) for place in PLACES if place in terms),
        )

    def _term(self, term: dict[str, str]) -> dict[str, str]:
        value = term["value"]
        if term["type"] == "blank node":
            number = self.nodes.setdefault(value, len(self.nodes))
            return {**term, "value": self._markers.node(number)}
        slot = self._markers.slot_of(value)
        if slot is None:
            self._check_fixed(value)
        if term["type"] == "literal":
            self._check_fixed(term.get("datatype", ""))
            self._check_fixed(term.get("language", ""))
            if slot is not None:
                self.literal_slots.add(slot)
        elif slot is None:
            self.identifiers.add(value)
        else:
            self.identifier_slots.add(slot)
        return term

    def _kept(self, term: dict[str, str]) -> Term:
        slot = self._markers.slot_of(term["value"])
        members = tuple(item for item in term.items() if slot is None or item[0] != "value")
        kept = Term(members, slot)
        return self._terms.setdefault(kept, kept)

    def _check_fixed(self, text: str) -> None:
        if self._markers.nonce in text:
            raise NotCompilable("slot_inside_term")
