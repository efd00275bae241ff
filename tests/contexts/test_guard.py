"""The guard: what may not enter JSON-LD processing is refused by name, whatever it is."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.catalogue import context_urls
from contexts.errors import ContextsError, DataLoss, NotJsonLd, TooMuchWork, UnknownContext
from contexts.guard import MAX_DEPTH, MAX_ITEMS, MAX_NODES, admit
from tests.contexts.reference_data import OB, VC1, VC2, badge, credential

URLS = context_urls()
P = "https://sola.example/p"


def nested(depth: int) -> dict[str, Any]:
    document = credential(id="urn:x")
    innermost = document
    for _ in range(depth - 1):
        innermost[P] = {"id": "urn:y"}
        innermost = innermost[P]
    return document


def test_an_honest_badge_passes() -> None:
    assert not admit(badge(), URLS).order_depends_on_encoding


@pytest.mark.parametrize(
    ("members", "term"),
    [
        ({P: None}, P),
        ({P: {"name": None}}, "name"),
        ({P: ["a", None]}, P),
        ({"@graded": "A"}, "@graded"),
        ({"@": "A"}, "@"),
        ({"@graph": [{"id": "urn:y"}]}, "@graph"),
        ({"@included": [{"id": "urn:y"}]}, "@included"),
        ({"@nest": {"name": "x"}}, "@nest"),
        ({"@reverse": {P: {"id": "urn:y"}}}, "@reverse"),
        ({"@index": "x"}, "@index"),
        ({P: {"@list": ["a"]}}, "@list"),
        ({P: {"@set": ["a"]}}, "@set"),
        ({P: {"@json": {}}}, "@json"),
        ({P: {"@value": "x", "@direction": "rtl"}}, "@direction"),
        ({P: {"@language": "sl"}}, "@language"),
        ({P: [["a"], ["b"]]}, P),
        ({P: 2**53 + 1}, P),
        ({P: 1e-7}, P),
        ({P: float("nan")}, P),
        ({"@context": []}, "@context"),
        ({"@context": {"name": "urn:name"}}, "@context"),
        ({"@context": [VC2, {"name": "urn:name"}]}, "@context"),
        ({"@context": [VC2, {"@protected": True, "name": "urn:name"}]}, "@context"),
        ({"@context": [VC2, {"@vocab": "urn:all:"}]}, "@context"),
        ({"@context": [VC2, None]}, "@context"),
        ({"@context": None}, "@context"),
        ({P: {"@context": VC2, "name": "x"}}, "@context"),
        ({P: {"@context": {"name": "urn:name"}, "type": "VerifiableCredential"}}, "@context"),
    ],
    ids=repr,
)
def test_what_would_be_lost_is_refused_by_name(members: dict[str, Any], term: str) -> None:
    with pytest.raises(DataLoss) as caught:
        admit({**credential(), **members}, URLS)

    assert caught.value.term == term
    assert caught.value.code == "DATA_LOSS"


def test_a_document_without_context_means_nothing() -> None:
    with pytest.raises(DataLoss, match="@context"):
        admit({"type": "VerifiableCredential"}, URLS)


def test_only_known_contexts_may_be_named() -> None:
    with pytest.raises(UnknownContext, match=r"https://evil\.example/"):
        admit(credential("https://evil.example/"), URLS)
    with pytest.raises(UnknownContext):
        admit(credential("https://www.w3.org/ns/credentials/undefined-terms/v2"), URLS)


def test_an_embedded_credential_brings_its_own_contexts() -> None:
    inner = {"@context": [VC1, OB], "type": ["VerifiableCredential", "EndorsementCredential"]}

    admit(credential(OB, endorsement=[inner]), URLS)
    with pytest.raises(UnknownContext):
        admit(credential(OB, endorsement=[{**inner, "@context": "urn:other"}]), URLS)


@pytest.mark.parametrize("document", [None, [], "x", 5, [credential()]], ids=repr)
def test_a_document_is_an_object(document: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(NotJsonLd):
        admit(document, URLS)


@pytest.mark.parametrize(
    "members", [{P: "\ud800"}, {"\udfff": "x"}, {P: b"x"}, {P: ("a",)}, {5: "x"}], ids=ascii
)
def test_what_is_no_json_is_refused(members: dict[Any, Any]) -> None:
    with pytest.raises(NotJsonLd):
        admit({**credential(), **members}, URLS)


@pytest.mark.parametrize(
    ("largest", "too_large"),
    [
        (lambda: nested(MAX_DEPTH), lambda: nested(MAX_DEPTH + 1)),
        (
            lambda: credential(**{P: ["a"] * MAX_ITEMS}),
            lambda: credential(**{P: ["a"] * (MAX_ITEMS + 1)}),
        ),
        (
            lambda: credential(**{f"{P}{i}": "a" for i in range(MAX_NODES - 2)}),
            lambda: credential(**{f"{P}{i}": "a" for i in range(MAX_NODES - 1)}),
        ),
        (lambda: credential(OB), lambda: credential(OB, OB)),
    ],
    ids=["depth", "items", "nodes", "contexts"],
)
def test_sizes_have_limits(
    largest: Callable[[], dict[str, Any]], too_large: Callable[[], dict[str, Any]]
) -> None:
    admit(largest(), URLS)
    with pytest.raises(TooMuchWork):
        admit(too_large(), URLS)


def test_characters_that_sort_differently_are_noted() -> None:
    assert not admit(credential(name="čšž 😀"), URLS).order_depends_on_encoding
    assert not admit(credential(name="ﬁ"), URLS).order_depends_on_encoding
    assert admit(credential(name="ﬁ 😀"), URLS).order_depends_on_encoding


KEYS = st.sampled_from(["@context", "@id", "@type", "@value", "@nest", "id", "type", P, "@", ""])
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(sorted(URLS)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner, max_size=4)
    ),
    max_leaves=30,
)


@given(ANY_JSON)
def test_anything_at_all_is_admitted_or_refused_by_name(value: Any) -> None:  # noqa: ANN401
    for document in (value, {"@context": value}, {**credential(), P: value}):
        before = repr(document)
        with suppress(ContextsError):
            admit(document, URLS)
        assert repr(document) == before


def test_depth_beyond_any_recursion_is_only_a_refusal() -> None:
    document: dict[str, Any] = {}
    for _ in range(100_000):
        document = {P: document}

    with pytest.raises(TooMuchWork):
        admit({**credential(), P: document}, URLS)
    while document:  # let go of it step by step: freeing it at once would recurse
        document = document.pop(P)


def test_the_sentence_of_an_error_stays_short() -> None:
    with pytest.raises(DataLoss) as caught:
        admit({**credential(), "@" + "x" * 10_000: 1}, URLS)

    assert len(json.dumps(caught.value.sentence)) < 400
