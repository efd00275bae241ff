"""A document fits an outline where it differs in the gaps alone, whatever stands in them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contexts.shapes.example import Example
from contexts.shapes.outline import outline_of, written
from contexts.shapes.structure import structure_of, with_texts
from tests.contexts.reference_data import badge, credential


def data(document: Any) -> bytes:  # noqa: ANN401  # any JSON
    found = written(document)
    assert found is not None
    return found


def named(name: str, note: str = "two\nlines", **members: Any) -> dict[str, Any]:  # noqa: ANN401
    return credential(name=name, description=note, **members)


def gapped(document: dict[str, Any], *slots: int) -> Example:
    texts = structure_of(document).texts

    def rebuilt(others: Any) -> dict[str, Any]:  # noqa: ANN401
        changed = dict(enumerate(texts)) | dict(zip(slots, others, strict=True))
        return with_texts(document, iter(changed.values()))

    return Example(document, [texts[slot] for slot in slots], rebuilt)


TEXTS = [
    *("a", "", "č š ž 🎓", "a,b", "two\nlines", "tab\t", "\x00", "\x01", "\x02", "\x7f", "\u2028"),
    *(
        '"',
        '""',
        "\\",
        "\\\\",
        '\\"',
        '"\\',
        '\\",',
        '","',
        'a","description":"b',
        "\\n",
        "\\u0001",
    ),
]


@pytest.mark.parametrize("note", TEXTS)
@pytest.mark.parametrize("name", TEXTS)
def test_the_texts_in_the_gaps_are_read_as_they_are(name: str, note: str) -> None:
    both, one = outline_of(gapped(named("x"), 0, 1)), outline_of(gapped(named("x", note), 0))

    assert both.texts(data(named(name, note))) == [name, note]
    assert one.texts(data(named(name, note))) == [name]


@pytest.mark.parametrize(
    "other",
    [
        named("y", "three\nlines"),
        named("y", "two\nlines "),
        named("y", id="urn:y"),
        dict(reversed(named("y").items())),
        {**named("y"), "name": ["y"]},
        {**named("y"), "name": {"@value": "y"}},
        {**named("y"), "name": 1},
        {**named("y"), "more": True},
        {**named("y"), "type": ["VerifiableCredential"]},
        {name: value for name, value in named("y").items() if name != "description"},
        {},
    ],
    ids=repr,
)
def test_what_differs_elsewhere_does_not_fit(other: dict[str, Any]) -> None:
    outline = outline_of(gapped(named("x"), 0))

    assert outline.texts(data(named("y"))) == ["y"]
    assert outline.texts(data(other)) is None


def test_without_a_gap_only_the_same_fits() -> None:
    outline = outline_of(gapped(badge()))

    assert outline.texts(data(badge())) == []
    assert outline.texts(data(badge(name="other"))) is None


def test_a_number_is_spelt() -> None:
    spelt = {written({"value": value}) for value in (0, 0.0, -0.0, False, 1, 1.0, True, "1")}

    assert len(spelt) == 8


class _Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value", ["\ud800", 2**53, _Text("x"), datetime(2026, 1, 1, tzinfo=UTC), {1: "x"}, {"x"}, b"x"]
)
def test_what_no_parser_gives_is_not_written(value: object) -> None:
    assert written({"name": value}) is None
