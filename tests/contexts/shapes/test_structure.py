"""A document is taken apart into structure and texts, and put together again."""

from typing import Any

import pytest

from contexts.shapes.refusals import Fallback
from contexts.shapes.structure import structure_of, with_texts
from tests.contexts.reference_data import badge, credential


def test_the_texts_come_in_document_order() -> None:
    document = credential(name="a", issuer={"id": "b", "type": "Profile"}, tag=["c", {"x": "d"}])

    assert structure_of(document).texts == ["a", "b", "c", "d"]


def test_other_texts_make_another_document_of_the_same_structure() -> None:
    structure = structure_of(badge())
    texts = [f"{number}" for number in range(len(structure.texts))]

    other = with_texts(badge(), iter(texts))

    assert structure_of(other).texts == texts
    assert structure_of(other).key == structure.key
    assert with_texts(other, iter(structure.texts)) == badge()


ONE: list[Any] = [1, 1.0, True, "1", [1], {"x": 1}, ["1"], {"x": "1"}, [True], [], {}, 0, 0.0, -0.0]


@pytest.mark.parametrize("first", range(len(ONE)))
def test_what_json_tells_apart_is_another_structure(first: int) -> None:
    keys = [structure_of(credential(value=value)).key for value in ONE]

    assert [number for number, key in enumerate(keys) if key == keys[first]] == [first]


@pytest.mark.parametrize(
    "members",
    [
        {"type": "Other"},
        {"type": ["VerifiableCredential"]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"proofPurpose": "assertionMethod"},
        {"name": {"@value": "x", "@language": "en"}},
        {"names": "x"},
    ],
)
def test_types_contexts_names_and_languages_are_structure(members: dict[str, Any]) -> None:
    before = credential(proofPurpose="authentication", name={"@value": "x", "@language": "sl"})

    assert structure_of({**before, **members}).key != structure_of(before).key


def test_the_order_of_members_is_structure() -> None:
    document = badge()

    assert structure_of(dict(reversed(document.items()))).key != structure_of(document).key


def test_names_that_are_no_texts_match_no_structure() -> None:
    document: dict[Any, Any] = {"1": "x"}
    other: dict[Any, Any] = {1: "x"}

    assert structure_of(other).key != structure_of(document).key


def nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(depth):
        document = {"x": document}
    return document


class NotAsParsed(dict[str, Any]):
    """A mapping that parsers do not give."""


@pytest.mark.parametrize(
    "document",
    [
        nested(5_000),
        {"x": [{}] * 100_000},
        {f"{number}": "x" for number in range(5_000)} | {"last": {}},
        {"type": [["x"] * 5_000] * 2},
        {"x": 2**60},
        {"x": None},
        {"x": [[1]]},
        {"x": (1,)},
        {"x": NotAsParsed(x=1)},
        NotAsParsed(x=1),
        [],
    ],
    ids=range(11),
)
def test_what_is_no_honest_document_is_not_taken_apart(document: Any) -> None:  # noqa: ANN401
    with pytest.raises(Fallback):
        structure_of(document)
