"""Candidates for what was signed: each undoes one kind of damage, and changes nothing else."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from verifier.damage import DAMAGES, restorations

texts = st.text(max_size=30)


def kinds(text: str) -> dict[str, Any]:
    return {kind: copy["a"] for kind, copy in restorations({"a": text})}


def test_plain_text_has_no_candidates() -> None:
    assert list(restorations({"a": "plain text", "b": [1, None, True, {"c": "x"}]})) == []


def test_the_context_is_left_alone() -> None:
    document = {"@context": ["https://x.example/a+b"], "a": "x+y"}
    assert [copy["@context"] for _, copy in restorations(document)] == [document["@context"]]


def test_a_name_misread() -> None:
    assert kinds("ÄŒebelarstvo")["encoding"] == "Čebelarstvo"
    assert kinds("Å¡ola")["encoding"] == "šola"
    assert kinds("Ĺˇola")["encoding"] == "šola"
    assert "encoding" not in kinds("šola")


@given(text=texts)
def test_every_candidate_is_another_document(text: str) -> None:
    copies = [copy for _, copy in restorations({"a": text})]
    assert {"a": text} not in copies
    assert all(copies.count(copy) == 1 for copy in copies)


@given(text=texts)
def test_every_kind_has_a_name(text: str) -> None:
    assert set(kinds(text)) <= DAMAGES


def test_a_picture_is_left_alone() -> None:
    assert list(restorations({"image": "data:image/png;base64," + "+/" * 60_000})) == []
