"""The data-loss check on the expanded document: everything left must survive into RDF.

Expansion itself reports each undefined term (see `expansion`). What it lets through but RDF would
drop or others would read differently, is found here. Why so: docs/adr/0003-data-loss-check.md.
"""

import re
from collections import Counter, deque
from typing import Any

from contexts.errors import DataLoss, TooMuchWork
from contexts.iris import iri_fault, is_absolute_iri, is_blank_node

MAX_VALUES = 256
"""Values of one property of one node, wherever in the document they are written."""
MAX_CHARACTERS = 10_000_000
"""Size of the canonical form: a long id is repeated in every statement about its node."""

_XSD_DOUBLE = "http://www.w3.org/2001/XMLSchema#double"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_WITH_LANGUAGE = frozenset({f"{_RDF}langString", f"{_RDF}dirLangString"})
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, 2.1: well-formed
_VALUE_KEYS = frozenset({"@value", "@type", "@language"})

Expanded = dict[str, Any]


def check_expanded(expanded: list[Expanded], *, directions: bool = False) -> None:
    """Refuse an expanded document of which anything would not reach the canonical form.

    `directions` tells that text direction is kept.
    Raises `DataLoss` and `TooMuchWork`.
    """
    values: Counter[tuple[str, str]] = Counter()
    characters = 0
    waiting: deque[tuple[str, Expanded]] = deque(("", node) for node in expanded)
    while waiting:
        term, item = waiting.popleft()
        if "@value" in item:
            _check_value(term, item, _VALUE_KEYS | ({"@direction"} if directions else set()))
        elif "@list" in item:
            waiting.extend((term, member) for member in item["@list"])
        else:
            characters += _check_node(term, item, values)
            _check_graph(term, item)
            waiting.extend(_children(item))
        if characters > MAX_CHARACTERS:
            raise TooMuchWork("an identifier is repeated too often for its length.")


def _check_node(term: str, node: Expanded, values: Counter[tuple[str, str]]) -> int:
    """Check one node and return the characters its identifier will take in the statements."""
    identifier = node.get("@id", "")
    if "@id" in node and not (is_absolute_iri(identifier) or is_blank_node(identifier)):
        raise DataLoss(term or "id", f"its identifier is lost: {iri_fault(identifier)}")
    statements = 0
    for name, members in node.items():
        if name in {"@id", "@graph"}:
            continue
        if name == "@type":
            _check_types(members)
        else:
            _check_property(name)
        statements += len(members)
        if identifier:
            values[identifier, name] += len(members)
        if max(len(members), values[identifier, name]) > MAX_VALUES:
            raise TooMuchWork(f"a property has more than {MAX_VALUES} values.")
    return statements * len(identifier)


def _check_graph(term: str, node: Expanded) -> None:
    """Refuse a graph with members that make no statement: a text, a number, a bare identifier."""
    for member in node.get("@graph", ()):
        if "@value" in member or "@list" in member or not set(member) - {"@id"}:
            raise DataLoss(term, "only objects that say something can stand here; others are lost.")


def _check_property(name: str) -> None:
    if not is_absolute_iri(name):
        raise DataLoss(name, f"the property is lost: {iri_fault(name)}")


def _check_types(types: list[Any]) -> None:
    for name in types:
        if not isinstance(name, str):  # PyLD's answer to what looks like a keyword
            raise DataLoss("type", "a type that looks like a JSON-LD keyword is dropped.")
        if not is_absolute_iri(name):
            raise DataLoss(name, "no context defines this type.")


def _check_value(term: str, item: Expanded, kept: frozenset[str]) -> None:
    for keyword in item:
        if keyword not in kept:
            raise DataLoss(keyword, "processors disagree on it, so it can not be signed.")
    datatype = item.get("@type")
    if datatype == "@json":
        raise DataLoss(term, "JSON literals are not accepted.")
    if datatype is not None and not is_absolute_iri(datatype):
        raise DataLoss(term, f"its datatype is lost: {iri_fault(datatype)}")
    if datatype == _XSD_DOUBLE and isinstance(item["@value"], str):
        raise DataLoss(term, "some processors rewrite a text typed as double; write a number.")
    if datatype in _WITH_LANGUAGE:  # RDF 1.1 Concepts, 3.3: it is none without its language
        raise DataLoss(term, "some processors drop this datatype; say the language instead.")
    if "@language" in item and not _LANGUAGE_TAG.fullmatch(item["@language"]):
        raise DataLoss(term, "its language tag is not well-formed (BCP 47).")


def _children(node: Expanded) -> list[tuple[str, Expanded]]:
    return [
        (name, member)
        for name, members in node.items()
        if name == "@graph" or not name.startswith("@")
        for member in members
    ]
