"""IRIs pass when every processor keeps them as they are."""

import pytest

from contexts.iris import iri_fault, is_absolute_iri, is_blank_node


@pytest.mark.parametrize(
    "text",
    [
        "https://sola.example/programi/17#izid-1",
        "urn:uuid:9b1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c11",
        "did:web:sola.example",
        "https://šola.example/pot?a[]=1&b=%20",
        "data:image/png;base64,iVBORw0KGgo=",
        "https://emoji.example/😀",
    ],
)
def test_absolute_iris(text: str) -> None:
    assert is_absolute_iri(text)


@pytest.mark.parametrize(
    "text",
    ["", "foo", "/foo", "#foo", "//host/x", "1a:b", "a_b:c", "_:b0", "@id", "ž:x", None, 5, []],
)
def test_what_is_no_absolute_iri(text: object) -> None:
    assert not is_absolute_iri(text)
    assert "no absolute IRI" in iri_fault(text)


@pytest.mark.parametrize("character", '<>"{}|\\^` \n\t\x00\x7f\x85\xa0\u2028\ufeff\ue000\uffff')
def test_characters_that_processors_treat_differently(character: str) -> None:
    assert not is_absolute_iri(f"https://sola.example/{character}x")
    assert "character" in iri_fault(f"https://sola.example/{character}x")


def test_blank_node_identifiers() -> None:
    assert is_blank_node("_:b0")
    assert not any(is_blank_node(text) for text in ("_:", "_:a b", "_:b.", "b0", None))
