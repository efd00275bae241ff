"""Odd documents, the hand-made ones and every trap of compiled shapes, before the whole panel."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from contexts import ContextsError, JsonObject, canonicalize
from tests.contexts.shapes.test_traps import TRAPS
from tests.differential.comparing import Panel, compare
from tests.differential.odd_documents import odd_documents
from tests.differential.samples import Sample

ODD = odd_documents()
TIMES = 3
"""Each document is sent so often, that shapes are compiled and filled."""


def resent(name: str, documents: Sequence[JsonObject]) -> list[Sample]:
    return [
        Sample(0, time, number, name, document)
        for time in range(TIMES)
        for number, document in enumerate(documents)
    ]


def outcome(document: JsonObject) -> str | None:
    try:
        canonicalize(document)
    except ContextsError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("name", ODD)
def test_each_ends_as_expected(name: str) -> None:
    assert [(each, outcome(each)) for each, _ in ODD[name]] == ODD[name]


@pytest.mark.peers
@pytest.mark.parametrize("name", ODD)
def test_everybody_agrees(name: str, panel: Panel) -> None:
    documents = [document for document, _ in ODD[name]]

    score = compare(resent(name, documents), replace(panel, shares={}))

    assert not score.mismatches, "\n".join(map(str, score.mismatches[:5]))


@pytest.mark.peers
@pytest.mark.parametrize("name", TRAPS)
def test_everybody_agrees_on_the_traps_of_shapes(name: str, panel: Panel) -> None:
    score = compare(resent(name, TRAPS[name]), replace(panel, shares={}))

    assert not score.mismatches, "\n".join(map(str, score.mismatches[:5]))
