"""JSON Pointers: what RFC 6901 says they choose, and what goes with it."""

from typing import Any

import pytest

from verifier.securing.json_pointers import SelectsNothing, selected

DOCUMENT: dict[str, Any] = {
    "@context": ["urn:a"],
    "id": "urn:1",
    "type": ["A"],
    "list": [{"id": "urn:2", "x": 1, "y": 2}, {"type": "B", "x": 3}, "text"],
    "a/b": 1,
    "m~n": 2,
    "": 3,
}
ALWAYS = {"@context": ["urn:a"], "id": "urn:1", "type": ["A"]}


@pytest.mark.parametrize(
    ("pointers", "part"),
    [
        (["/a~1b"], {"a/b": 1}),
        (["/m~0n"], {"m~n": 2}),
        (["/"], {"": 3}),
        (["/id"], {}),
        (["/@context/0"], {}),
        (["/list/1/x"], {"list": [{"type": "B", "x": 3}]}),
        (["/list/2", "/list/0/y"], {"list": [{"id": "urn:2", "y": 2}, "text"]}),
        (["/list/0/x", "/list/0"], {"list": [{"id": "urn:2", "x": 1, "y": 2}]}),
        (["/list/0", "/list/0/x"], {"list": [{"id": "urn:2", "x": 1, "y": 2}]}),
        (["/list"], {"list": DOCUMENT["list"]}),
    ],
)
def test_the_part_with_id_and_type_of_each_node(pointers: list[str], part: object) -> None:
    assert selected(DOCUMENT, pointers) == {**ALWAYS, **part}  # type: ignore[dict-item]


def test_the_empty_pointer_chooses_all_and_no_pointer_nothing() -> None:
    assert selected(DOCUMENT, [""]) == DOCUMENT
    assert selected(DOCUMENT, ["/a~1b", ""]) == DOCUMENT
    assert selected(DOCUMENT, []) is None


def test_the_part_is_a_copy() -> None:
    part = selected(DOCUMENT, ["/list"])
    assert part is not None
    part["list"][0]["x"] = part["@context"] = "changed"
    assert DOCUMENT["list"][0]["x"] == 1
    assert DOCUMENT["@context"] == ["urn:a"]


@pytest.mark.parametrize(
    "pointer",
    [
        *("list", "/nothing", "/list/3", "/list/-", "/list/01", "/list/-1", "/list/x", "/list/1/y"),
        *("/a~1b/c", "/list/2/0", "/m~n", "/m~2n", "/list/99999999999999999999", "/list/²"),
    ],
)
def test_a_pointer_that_chooses_nothing_is_an_error(pointer: str) -> None:
    with pytest.raises(SelectsNothing) as refused:
        selected(DOCUMENT, ["/id", pointer])
    assert refused.value.pointer == pointer
