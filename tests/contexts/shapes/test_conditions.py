"""What must be true of texts for a filling to be exact."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.guard import Survey
from contexts.shapes.conditions import (
    LONGEST_IRI,
    check_characters,
    check_identifiers,
    escaped,
)
from contexts.shapes.refusals import Fallback


@pytest.mark.parametrize(
    "identifier",
    [
        "urn:uuid:7f2c",
        "did:web:sola.example#key-1",
        "https://sola.example/značka?q=%20",
        "HTTPS://SOLA.example",
        "mailto:ana@sola.example",
        "name://is.no/term/because/of/the/slashes",
    ],
)
def test_absolute_iris_are_kept_as_they_are(identifier: str) -> None:
    check_identifiers([identifier, "urn:x", identifier])


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [
        ("", "identifier_not_absolute"),
        ("relative", "identifier_not_absolute"),
        ("#fragment", "identifier_not_absolute"),
        ("_:b0", "identifier_not_absolute"),
        ("@id", "identifier_not_absolute"),
        ("@foo", "identifier_not_absolute"),
        ("https://a.example/b c", "identifier_not_absolute"),
        ("urn:{x}", "identifier_not_absolute"),
        ("urn:x\n", "identifier_not_absolute"),
        ("urn:x\nurn:y", "identifier_not_absolute"),
        ("urn:\ud800", "identifier_not_absolute"),
        ("name:foo", "identifier_compact"),
        ("xsd:double", "identifier_compact"),
        ("statusListIndex:7", "identifier_compact"),
        ("urn:" + "x" * LONGEST_IRI, "identifier_long"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_all_others_fall_back(identifier: str, reason: str, place: int) -> None:
    identifiers = ["urn:x", "https://a.example/b"]
    identifiers.insert(place, identifier)

    with pytest.raises(Fallback) as fallback:
        check_identifiers(identifiers)

    assert fallback.value.reason == reason


def test_no_identifiers_are_fine() -> None:
    check_identifiers([])


def test_characters_of_one_kind_decide_no_order() -> None:
    check_characters(["😀", "č", "\ud7ff"], Survey())
    check_characters(["\uff0c"], Survey())
    check_characters(["č"], Survey(astral=True))


@pytest.mark.parametrize(
    ("texts", "others"),
    [
        (["😀", "\uff0c"], Survey()),
        (["😀"], Survey(after_surrogates=True)),
        (["\uff0c"], Survey(astral=True)),
    ],
)
def test_where_encodings_sort_differently_the_full_path_decides(
    texts: list[str], others: Survey
) -> None:
    with pytest.raises(Fallback, match="order_depends_on_encoding"):
        check_characters(texts, others)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(Fallback, match="half_a_character"):
        check_characters(["x", "\udc00"], Survey())


def test_the_others_are_not_changed() -> None:
    others = Survey()

    check_characters(["😀"], others)

    assert not others.astral


ESCAPED = {
    '"': '\\"',
    "\\": "\\\\",
    "two\nlines": "two\\nlines",
    "\t\n\r\b\f": "\\t\\n\\r\\b\\f",
    "\x00\x1f\x7f": "\\u0000\\u001F\\u007F",
    "\x1e": "\\u001E",
    "\x80\x85\u2028č😀": "\x80\x85\u2028č😀",
    "plain % {}": "plain % {}",
    "": "",
}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_texts_are_escaped_as_canonical_n_quads_want_it(count: int) -> None:
    for texts in permutations(ESCAPED, count):
        assert escaped(texts) == tuple(ESCAPED[text].encode() for text in texts)


def test_no_texts_are_none() -> None:
    assert escaped([]) == ()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), min_size=1))
def test_any_texts_are_escaped_one_by_one(texts: list[str]) -> None:
    assert escaped(texts) == tuple(escaped([text])[0] for text in texts)
