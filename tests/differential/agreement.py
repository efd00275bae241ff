"""The few differences between us and an oracle that are understood.

An entry here is a reason, not an excuse: where it can, it shows that nothing but the named
difference is left between the two answers; where it cannot, the other oracles still judge the same
document. Each run counts how often each one was met.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from contexts import JsonObject
from tests.differential.editions import NEWER, bundled_contexts
from tests.differential.samples import Answer

Relabel = Callable[[str], str]
"""Give a dataset, written as N-Quads, canonical labels by code that is not ours."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A document that we accept, and an oracle's answer that is not ours."""

    oracle: str
    document: JsonObject
    ours: str
    theirs: Answer
    relabel: Relabel


@dataclass(frozen=True, slots=True)
class Difference:
    """A known difference to one oracle."""

    oracle: str
    name: str
    why: str
    explains: Callable[[Disagreement], bool]


def known_difference(disagreement: Disagreement) -> str | None:
    """Name the known difference that explains a disagreement, if one does."""
    for difference in KNOWN_DIFFERENCES:
        if difference.oracle == disagreement.oracle and difference.explains(disagreement):
            return difference.name
    return None


_IN_BLANK_GRAPH = re.compile(r"^\S+ \S+ (?:[^\s\"]\S*|\".*\"\S*) _:c14n\d+ \.$", re.MULTILINE)
"""A statement of four terms, of which the last is a blank node. No IRI holds a space or a quote."""
_LOOP = re.compile(r"^(_:c14n\d+) \S+ \1 ", re.MULTILINE)
"""A statement of a blank node about itself."""
_LANGUAGE = re.compile(r'(?<=")@[A-Za-z0-9-]+(?= (?:<[^>]*> |_:\w+ )?\.$)', re.MULTILINE)
_ESCAPED_CONTROL = re.compile(r"\\(?:[bf]|u[0-9A-F]{4})")


def _labels_in_blank_graphs(found: Disagreement) -> bool:
    if found.theirs.nquads is None or not _IN_BLANK_GRAPH.search(found.ours):
        return False
    return found.relabel(_with_lower_languages(found.theirs.nquads)) == found.relabel(found.ours)


def _case_of_languages(found: Disagreement) -> bool:
    if found.theirs.nquads is None:
        return False
    lowered = _with_lower_languages(found.theirs.nquads)
    return lowered != found.theirs.nquads and found.relabel(lowered) == found.relabel(found.ours)


def _with_lower_languages(nquads: str) -> str:
    return _LANGUAGE.sub(lambda tag: tag[0].lower(), nquads)


def _several_scoped_types(found: Disagreement) -> bool:
    waiting: list[Any] = [found.document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            types = value.get("type", value.get("@type"))
            if isinstance(types, list) and len(_scoped_types().intersection(map(str, types))) > 1:
                return True
            waiting.extend(value.values())
    return False


@cache
def _scoped_types() -> frozenset[str]:
    """Give the terms with a context of their own, in any bundled context."""
    contexts = [document["@context"] for document in bundled_contexts(NEWER).values()]
    return frozenset(
        term
        for context in contexts
        for part in (context if isinstance(context, list) else [context])
        for term, definition in part.items()
        if isinstance(definition, dict) and "@context" in definition
    )


def _raw_controls(found: Disagreement) -> bool:
    return found.theirs.nquads is not None and bool(_ESCAPED_CONTROL.search(found.ours))


def _loops(found: Disagreement) -> bool:
    if found.theirs.nquads is None or not _LOOP.search(found.ours):
        return False
    return found.relabel(found.theirs.nquads) == found.relabel(found.ours)


KNOWN_DIFFERENCES = (
    Difference(
        "pyoxigraph",
        "labels in blank graphs",
        "Where nodes tie and a graph's name is a blank node, pyoxigraph counts relations to that "
        "graph otherwise than PyLD and rdf-canonize, which agree (tests/contexts/test_rdfc10.py). "
        "Shown: the two datasets are the same but for labels.",
        _labels_in_blank_graphs,
    ),
    Difference(
        "pyoxigraph",
        "case of language tags",
        "JSON-LD lets processors write language tags in lower case. PyLD and jsonld.js do, "
        "pyoxigraph does not. Shown: with lower case the two datasets are the same.",
        _case_of_languages,
    ),
    Difference(
        "pyoxigraph",
        "several scoped types",
        "Where an object has several types with contexts of their own, all of them apply (JSON-LD "
        "1.1 API, 5.1.2, step 11). With pyoxigraph the last one alone does, and the terms of the "
        "others are undefined. Not shown term by term: jsonld.js judges these documents.",
        _several_scoped_types,
    ),
    Difference(
        "pyld",
        "control characters",
        "PyLD writes most control characters raw, which canonical N-Quads escapes (RDFC-1.0, 5), "
        "and hashes them so. Not shown: jsonld.js and pyoxigraph judge these documents.",
        _raw_controls,
    ),
    Difference(
        "pyld",
        "loops",
        "PyLD hashes a statement twice where a blank node says it about itself (RDFC-1.0, 4.6.3 "
        "wants each once); jsonld.js and pyoxigraph do not. Shown: the two datasets are the same "
        "but for labels.",
        _loops,
    ),
)
