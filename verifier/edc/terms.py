"""Which members of a credential say nothing: the shapes are open, and JSON-LD drops the unknown.

A misspelt key, or a right one on the wrong class, conforms and is gone. Of what we issue nothing
may be lost; of what others issue it is worth a remark, since the seal covers it all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from contexts import JsonObject, learning_model
from verifier.edc.graph import Node, nodes_of

_ALWAYS = {
    # Classes without a shape of their own, and the schema reference.
    "ConceptScheme": frozenset({"prefLabel"}),
    "ShaclValidator2017": frozenset[str](),
    "Mailbox": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class StrayTerm:
    """A member that no class of its node declares."""

    pointer: str
    term: str


def stray_terms(document: JsonObject) -> tuple[StrayTerm, ...]:
    """Return every member that would be lost or means nothing where it stands.

    A node without a type is not looked into: its class is a fault of form already.
    """
    return tuple(
        StrayTerm(node.pointer, term)
        for node in nodes_of(document).values()
        if node.types
        for term in node.values
        if term not in _declared(node)
    )


def _declared(node: Node) -> frozenset[str]:
    model = learning_model()
    declared: set[str] = set()
    for name in node.types:
        declared |= model[name].keys() if name in model else _ALWAYS.get(name, frozenset())
    return frozenset(declared)
