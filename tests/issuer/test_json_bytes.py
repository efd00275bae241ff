"""JSON is written as it was always written, and pieces fit together as the whole would."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.json_bytes import json_bytes, with_member_after, with_members_before

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53), 2**53) | st.decimals(0, 9999, places=2).map(float)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=12,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, min_size=1)


@given(OBJECTS)
def test_the_bytes_are_those_of_the_standard_library(document: dict[str, Any]) -> None:
    expected = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    assert json_bytes(document) == expected.encode()


@given(OBJECTS, OBJECTS)
def test_members_are_put_before_and_after(document: dict[str, Any], more: dict[str, Any]) -> None:
    document = {f"d{name}": value for name, value in document.items()}
    more = {f"m{name}": value for name, value in more.items()}
    body = json_bytes(document)
    assert with_members_before(body, more) == json_bytes(more | document)
    assert with_member_after(body, "proof", json_bytes(more)) == json_bytes(
        document | {"proof": more}
    )


def test_half_a_character_has_no_form() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        json_bytes({"name": "\ud800"})
