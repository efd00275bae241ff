"""Shapes are found by structure, by equal identifiers and by equal siblings."""

from typing import Any

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes import known_shapes
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.known_shapes import MAX_KINDS, KnownShapes, Unknown
from contexts.shapes.refusals import Fallback
from contexts.shapes.structure import structure_of
from tests.contexts.reference_data import credential


def learn(known: KnownShapes, document: dict[str, Any]) -> bool:
    """Compile the shape of a document unless it is known; tell whether it was new."""
    found = known.find(structure_of(document), "sha256")
    if isinstance(found, Unknown):
        known.compile(found, document, canonical_in_full(document))
        return True
    assert found.fill(structure_of(document).texts).decode() == canonical_in_full(document)
    return False


def school(identifier: str, other: str, name: str = "x", other_name: str = "y") -> dict[str, Any]:
    return credential(
        issuer={"id": identifier, "name": name},
        credentialSubject={"id": other, "name": other_name},
    )


def test_other_texts_are_the_same_shape() -> None:
    known = KnownShapes()

    assert learn(known, school("urn:a", "urn:b"))
    assert not learn(known, school("urn:c", "urn:d", "z", "z"))


def test_equal_identifiers_are_another_shape_and_so_are_equal_siblings() -> None:
    known = KnownShapes()
    learn(known, school("urn:a", "urn:b"))

    assert learn(known, school("urn:a", "urn:a"))
    assert not learn(known, school("urn:c", "urn:c", "p", "q"))
    assert learn(known, school("urn:a", "urn:a", "x", "x"))
    assert not learn(known, school("urn:c", "urn:c", "z", "z"))


def test_the_hash_is_part_of_a_shape() -> None:
    known = KnownShapes()
    learn(known, school("urn:a", "urn:b"))

    assert isinstance(known.find(structure_of(school("urn:a", "urn:b")), "sha384"), Unknown)


def test_what_has_no_shape_is_remembered_as_such() -> None:
    known = KnownShapes()
    types = ["VerifiableCredential", "urn:😀"]
    document = credential(type=types, **{"https://sola.example/\uff0c": "x"})

    for _ in range(2):  # first by compiling, then by memory
        with pytest.raises(Fallback, match="order_depends_on_encoding"):
            learn(known, document)


def test_only_so_many_kinds_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_KINDS <= 256
    monkeypatch.setattr(known_shapes, "MAX_KINDS", 3)
    known = KnownShapes()
    documents = [credential(**{f"https://sola.example/{n}": "x"}) for n in range(5)]
    for document in documents:
        learn(known, document)

    found = [known.find(structure_of(document), "sha256") for document in documents]

    assert [isinstance(each, CompiledShape) for each in found] == [False] * 2 + [True] * 3
