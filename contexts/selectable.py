"""A document of which parts can be shown: the statements of a part, found among those of the whole.

A node without id is one thing in the whole document and another in a part of it. So every such node
gets a name of ours first, which statements then never show (vc-di-ecdsa, 3.4: skolemization).
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from pyld.jsonld import JsonLdProcessor

from contexts.canonical import canonicalize
from contexts.errors import NotJsonLd
from contexts.escaping import escape_controls
from contexts.full_path import lossless_dataset
from contexts.json_types import JsonObject, JsonValue
from contexts.rdfc10 import Dataset, Rdfc10Options, canonical_labels, canonical_nquads

_PREFIX = "urn:dokazilo:node:"
_OPTIONS = Rdfc10Options()

ReadStatements = Callable[[JsonObject], Dataset]


@dataclass(frozen=True, slots=True)
class SelectableDocument:
    """A document whose every node has a name, and what that makes of its parts."""

    named: JsonObject
    """The document; nodes that had no id now have a name of ours as id."""
    labels: Mapping[str, str]
    """Each name to the canonical label (`c14n0`) of its node in the whole document."""
    _read: ReadStatements

    def statements(self, part: JsonObject, labels: Mapping[str, str]) -> list[str]:
        """Write a part of `named` as N-Quads, sorted, with these labels in place of the names."""
        dataset = _unnamed(self._read(part), labels)
        quads = {escape_controls(JsonLdProcessor.to_nquad(each)) for each in dataset["@default"]}
        return sorted(quads)

    def labels_in(self, part: JsonObject) -> dict[str, str]:
        """Give each name in a part of `named` the canonical label its node has in that part."""
        return _canonical_labels(self._read(part))


def selectable(document: JsonObject, *, sandbox: bool = False) -> SelectableDocument:
    """Name the nodes of an unsecured document, which is not changed.

    Raises what `canonicalize` raises, and `NotJsonLd` where a node cannot be named.
    """
    read = _reader(sandbox=sandbox)
    made = selectable_by(document, read)
    # Names must add nothing and lose nothing, whatever the contexts make of a member `id`.
    unnamed = canonical_nquads(_unnamed(read(made.named), made.labels), _OPTIONS)
    if unnamed != canonicalize(document, sandbox=sandbox):
        raise NotJsonLd("its parts cannot be told apart, so none can be shown alone.")
    return made


def selectable_by(document: JsonObject, read: ReadStatements) -> SelectableDocument:
    """Name the nodes of a document whose statements are read in this way."""
    named = deepcopy(document)
    for number, node in enumerate(_nodes_without_id(named)):
        node["id"] = f"{_PREFIX}{number}"
    return SelectableDocument(named, _canonical_labels(read(named)), read)


def _reader(*, sandbox: bool) -> ReadStatements:
    def read(document: JsonObject) -> Dataset:
        return lossless_dataset(document, sandbox=sandbox)

    return read


def _nodes_without_id(document: JsonObject) -> Iterator[JsonObject]:
    waiting: list[JsonValue] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        if not isinstance(value, dict) or "@value" in value:
            continue
        if str(value.get("id", "")).startswith(_PREFIX):
            raise NotJsonLd("it uses identifiers that are reserved here.")
        if "id" not in value and "@id" not in value:
            yield value
        waiting.extend(member for name, member in value.items() if name != "@context")


def _canonical_labels(dataset: Dataset) -> dict[str, str]:
    """Give the canonical label of each name's node, which is a blank node once it is unnamed."""
    names = {
        term["value"]
        for triple in dataset.get("@default", [])
        for term in (triple["subject"], triple["object"])
        if term["type"] == "IRI" and term["value"].startswith(_PREFIX)
    }
    as_labels = {name: f"b{number}" for number, name in enumerate(sorted(names))}
    labels = canonical_labels(_unnamed(dataset, as_labels), _OPTIONS)
    return {name: labels[label] for name, label in as_labels.items()}


def _unnamed(dataset: Dataset, labels: Mapping[str, str]) -> Dataset:
    """Turn names into blank nodes with these labels; refuse graphs, and blank nodes of others."""
    if set(dataset) - {"@default"}:
        raise NotJsonLd("it has a credential inside, and such documents are shown whole.")
    return {
        "@default": [
            {place: _unnamed_term(term, labels) for place, term in triple.items()}
            for triple in dataset.get("@default", [])
        ]
    }


def _unnamed_term(term: dict[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    if term["type"] == "blank node":
        raise NotJsonLd("it has nodes that no part of it can name, such as those of a list.")
    if term["type"] == "IRI" and term["value"] in labels:
        return {"type": "blank node", "value": f"_:{labels[term['value']]}"}
    return term
