"""A shape tells all of a row but its texts, and where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from contexts import Place
from issuer.cohort.row_shape import Shape, places_of, shape_of
from issuer.rendering.frame import render_frame
from issuer.rendering.open_badge import render_row
from tests.issuer.cohorts import numbered_rows, odd_rows
from tests.issuer.examples import material

ROW: dict[str, Any] = {
    "id": "urn:a",
    "type": ["Evidence"],
    "evidence": [{"name": "x", "status": "Completed"}, {"name": "y"}],
    "tags": ["one", "two"],
    "hashed": True,
}


def shape(row: dict[str, Any]) -> Shape:
    return shape_of(row, [])


def test_the_texts_are_read_in_document_order() -> None:
    texts: list[str] = []
    made = shape_of(ROW, texts)
    assert texts == ["urn:a", "x", "y", "one", "two"]
    places = list(places_of(made))
    assert places == [
        ("id",),
        ("evidence", 0, "name"),
        ("evidence", 1, "name"),
        ("tags", 0),
        ("tags", 1),
    ]


def test_each_place_leads_to_its_text() -> None:
    for row in odd_rows():
        members, texts = render_row(row, render_frame(material())), []  # type: ignore[var-annotated]
        places = list(places_of(shape_of(members, texts)))
        assert [text_at(members, place) for place in places] == texts


def text_at(members: Any, place: Place) -> object:  # noqa: ANN401
    for step in place:
        members = members[step]
    return members


def test_other_texts_are_the_same_shape() -> None:
    frame = render_frame(material())
    assert len({shape(render_row(row, frame)) for row in numbered_rows(3)}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"hashed": False},
        {"hashed": 1},
        {"type": ["Profile"]},
        {"tags": ["one"]},
        {"tags": "one"},
        {"tags": {"one": "two"}},
        {"evidence": [{"name": "x", "status": "Enrolled"}, {"name": "y"}]},
        {"evidence": [{"name": "x"}, {"name": "y"}]},
        {"more": "x"},
    ],
)
def test_anything_else_is_another_shape(change: dict[str, Any]) -> None:
    assert shape(ROW | change) != shape(ROW)
