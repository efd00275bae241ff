"""Where two documents differ, told without any value."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.places import Place, differences, places_of, read_places, told

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("given_", "original", "places"),
    [
        ({"a": 1}, {"a": 1}, ""),
        ({"a": 1}, {"a": 2}, "changed /a"),
        ({"a": True}, {"a": 1}, "changed /a"),
        ({"a": 1.0}, {"a": 1}, "changed /a"),
        ({"a": 1, "b": 2}, {"a": 1}, "added /b"),
        ({"a": {"b": 1}}, {"a": {"b": 1, "secret": 2}}, "missing /a"),
        ({}, {"secret": 2}, "missing "),
        ([1, 2, 3], [1, 5], "changed /1\nadded /2"),
        ({"a": [1]}, {"a": [1, 2]}, "missing /a"),
        ({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, "changed /a~1b/~0"),
        ({"a": {}}, {"a": []}, "changed /a"),
    ],
)
def test_differences(given_: Any, original: Any, places: str) -> None:  # noqa: ANN401
    assert told(differences(given_, original)) == places


@given(document=json_values)
def test_a_document_does_not_differ_from_itself(document: Any) -> None:  # noqa: ANN401
    assert list(differences(document, document)) == []


@given(document=json_values, original=json_values)
def test_unlike_documents_differ_somewhere(document: Any, original: Any) -> None:  # noqa: ANN401
    assert bool(list(differences(document, original))) == (repr(document) != repr(original)) or (
        document == original
    )


def test_what_only_the_original_has_is_never_named() -> None:
    original = {"grade": "odlično", "subject": {"name": "Ana", "result": [{"value": "87"}]}}
    places = told(differences({"grade": "x", "subject": {"result": []}}, original))
    assert not any(secret in places for secret in ("odlično", "name", "Ana", "value", "87"))


def test_places_of_a_term() -> None:
    document = {"a": [{"grade": 1}, {"b": {"grade": 2}}], "type": ["X", "grade"]}
    assert told(places_of(document, "grade")).splitlines() == [
        "uncovered /a/0/grade",
        "uncovered /a/1/b/grade",
        "uncovered /type",
    ]
    assert told(places_of(document, "nowhere")) == ""


def test_they_are_few_and_printable() -> None:
    text = told(Place(f"/{n}\n\x1b", "changed") for n in range(1000))
    assert len(text.splitlines()) == 8
    assert all(line.isprintable() for line in text.splitlines())


def test_they_are_read_again() -> None:
    places = (Place("", "missing"), Place("/a b/c", "changed"))
    assert read_places(told(places)) == places
    assert read_places("") == ()
