"""Whether a European Digital Credential has the form of the application profile EDC 1.2.0.

The judgement is that of the official shapes `edc-generic-full` and `edc-generic-no-cv`, and of the
profiles the credential names; tests hold it against them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contexts import JsonObject, Model, Property, learning_model, profile_model
from verifier.edc.graph import Node, Reference, Value, Words, nodes_of
from verifier.edc.lexical import is_of

CREDENTIAL = "EuropeanDigitalCredential"


@dataclass(frozen=True, slots=True)
class FormFault:
    """One place where a credential breaks the profile. Never quotes what stands there."""

    pointer: str
    """JSON Pointer of the node."""
    node_class: str
    term: str
    rule: str
    """Which one: missing, too-many, wrong-class, wrong-scheme, wrong-datatype, language-twice,
    needs, no-credential or profile-unknown."""


def form_faults(document: JsonObject) -> tuple[FormFault, ...]:
    """Return every fault of form, in document order; empty when the credential conforms."""
    nodes = nodes_of(document)
    credential = next((node for node in nodes.values() if CREDENTIAL in node.types), None)
    if credential is None:  # nothing to judge must never count as conforming
        return (FormFault("", CREDENTIAL, "type", "no-credential"),)
    faults = list(_faults_of(nodes, learning_model()))
    for schema in _schemas(credential):
        demanded = profile_model(schema)
        if demanded is None:
            faults.append(
                FormFault(credential.pointer, CREDENTIAL, "credentialSchema", "profile-unknown")
            )
        else:
            faults.extend(_faults_of(nodes, demanded))
    return tuple(dict.fromkeys(faults))


def _schemas(credential: Node) -> list[str]:
    values = credential.values.get("credentialSchema", [])
    return [value.id for value in values if isinstance(value, Reference)]


def _faults_of(nodes: dict[str, Node], model: Model) -> Iterator[FormFault]:
    for node in nodes.values():
        for name in sorted(node.types & model.keys()):
            for term, allowed in model[name].items():
                values = node.values.get(term, [])
                for rule in _broken(values, allowed, nodes):
                    yield FormFault(node.pointer, name, term, rule)


def _broken(values: list[Value], allowed: Property, nodes: dict[str, Node]) -> Iterator[str]:
    if len(values) < allowed.min:
        yield "missing"
    if allowed.max is not None and len(values) > allowed.max:
        yield "too-many"
    if allowed.unique_language and _language_twice(values):
        yield "language-twice"
    for value in values:
        broken = (
            _wrong_node(value, allowed, nodes)
            if allowed.classes
            else _wrong_literal(value, allowed.datatype)
        )
        if broken:
            yield broken


def _language_twice(values: list[Value]) -> bool:
    languages = [value.language for value in values if isinstance(value, Words)]
    return len(languages) != len(set(languages))


def _wrong_node(value: Value, allowed: Property, nodes: dict[str, Node]) -> str | None:
    # A bare string under such a term is the id of a node (the context types it `@id`).
    name = value.id if isinstance(value, Reference) else value
    node = nodes.get(name) if isinstance(name, str) else None
    if node is None or node.types.isdisjoint(allowed.classes):
        return "wrong-class"
    if allowed.scheme is not None and not _in_scheme(node, allowed.scheme, nodes):
        return "wrong-scheme"
    if any(len(node.values.get(term, ())) != 1 for term in allowed.needs):
        return "needs"
    return None


def _in_scheme(concept: Node, scheme: str, nodes: dict[str, Node]) -> bool:
    named = [
        value.id if isinstance(value, Reference) else value
        for value in concept.values.get("inScheme", [])
    ]
    found = nodes.get(scheme)
    return scheme in named and found is not None and "ConceptScheme" in found.types


def _wrong_literal(value: Value, datatype: str | None) -> str | None:
    if datatype is None:
        return None
    fits = isinstance(value, Words) if datatype == "langString" else is_of(value, datatype)
    return None if fits else "wrong-datatype"
