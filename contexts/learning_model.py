"""The European Learning Model as a table: which class says what, how often, from which code list.

Application profile EDC 1.2.0 (ELM 3.2 LTS), and what its four profiles demand beyond it. A table
and not the shapes themselves: a verdict on form needs no RDF engine, and the official shapes judge
this table in the tests.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from contexts.manifest import data_bytes, manifest


@dataclass(frozen=True, slots=True)
class Property:
    """What one class may say under one term."""

    min: int = 0
    max: int | None = None
    """How many different values; None: any number."""
    classes: tuple[str, ...] = ()
    """The value is a node of one of these; empty: see `datatype`."""
    datatype: str | None = None
    """`langString`, or the local name of an XML Schema datatype."""
    unique_language: bool = False
    """At most one text in each language."""
    scheme: str | None = None
    """The concept scheme that the value has to be in."""
    needs: tuple[str, ...] = field(default=())
    """What the value node has to say exactly once."""


Model: TypeAlias = Mapping[str, Mapping[str, Property]]
"""Class name to term to what it may hold."""

EDC = "edc-3.2-lts"


@lru_cache(maxsize=1)
def learning_model() -> Model:
    """Return the classes of the generic profile, which holds for every credential."""
    return MappingProxyType(
        {name: _properties(terms) for name, terms in _content()["classes"].items()}
    )


def profile_model(schema: str) -> Model | None:
    """Return what a profile demands beyond the generic one, by its credentialSchema id.

    None: the profile is not known here.
    """
    demanded = _content()["profiles"].get(schema)
    if demanded is None:
        return None
    return MappingProxyType({name: _properties(terms) for name, terms in demanded.items()})


def _properties(terms: dict[str, dict[str, Any]]) -> Mapping[str, Property]:
    return MappingProxyType({term: _property(rules) for term, rules in terms.items()})


def _property(rules: dict[str, Any]) -> Property:
    written = dict(rules)
    for name in ("classes", "needs"):
        written[name] = tuple(rules.get(name, ()))
    return Property(**written)


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    file = next(entry["file"] for entry in manifest()["models"] if entry["name"] == EDC)
    content: dict[str, Any] = json.loads(data_bytes(file))
    return content
