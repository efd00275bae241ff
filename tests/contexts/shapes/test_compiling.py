"""Shapes are compiled from one example; what kind of slot each is, comes out of the full path."""

from collections.abc import Sequence
from typing import Any

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes.compiled import CompiledShape
from contexts.shapes.compiling import compiled_shape, identifier_slots, siblings
from contexts.shapes.example import Example
from contexts.shapes.refusals import NotCompilable
from contexts.shapes.sameness import Sameness, pattern_of, sibling_pattern
from contexts.shapes.structure import structure_of, with_texts
from tests.contexts.reference_data import OB, badge, credential


def example(document: dict[str, Any]) -> Example:
    def rebuilt(texts: Sequence[str]) -> dict[str, Any]:
        return with_texts(document, iter(texts))

    return Example(document, structure_of(document).texts, rebuilt)


def compiled(made: Example) -> CompiledShape:
    identifiers = identifier_slots(made)
    pattern = pattern_of([made.texts[slot] for slot in identifiers])
    found = siblings(made, identifiers, pattern)
    same = Sameness(identifiers, pattern, found, sibling_pattern(found, made.texts))
    return compiled_shape(made, same, hash_name="sha256")


def test_a_shape_filled_with_its_own_texts_is_the_canonical_form() -> None:
    made = example(badge())

    assert compiled(made).fill(made.texts).decode() == canonical_in_full(badge())


def test_identifiers_are_told_from_literals() -> None:
    made = example(credential(id="urn:a", name="urn:b", issuer="urn:c", validFrom="2026-01-01"))

    assert identifier_slots(made) == (0, 2)


def test_one_node_in_two_places_makes_siblings_of_what_is_said_twice() -> None:
    school = {"id": "did:web:sola.example", "type": "Profile", "name": "Šola", "url": "urn:url"}
    document = credential(
        OB,
        issuer=school,
        credentialSubject={
            "type": "AchievementSubject",
            "achievement": {"id": "urn:a", "type": "Achievement", "name": "A", "creator": school},
        },
    )
    made = example(document)
    identifiers = identifier_slots(made)

    found = siblings(made, identifiers, pattern_of([made.texts[slot] for slot in identifiers]))

    named = {made.texts[slot] for slot in found.slots}
    assert named == {"Šola", "urn:url"}
    assert len(set(found.families)) == 2
    apart = siblings(made, identifiers, tuple(range(len(identifiers))))
    assert apart.slots == ()


def test_items_of_one_array_are_siblings_and_those_of_a_list_are_not() -> None:
    result = {
        "type": "ResultDescription",
        "name": "n",
        "resultType": "LetterGrade",
        "allowedValue": ["A", "B"],
    }
    achievement = {"type": "Achievement", "tag": ["x", "y"], "resultDescription": [result]}
    subject = {"type": "AchievementSubject", "achievement": achievement}
    made = example(credential(OB, credentialSubject=subject))

    found = siblings(made, (), ())

    assert [made.texts[slot] for slot in found.slots] == ["x", "y"]


def test_a_text_and_the_same_text_with_its_type_are_said_twice() -> None:
    """PyLD keeps both, N-Quads write both alike: the full path refuses that, so no shape has it."""
    string = "http://www.w3.org/2001/XMLSchema#string"
    both = ["x", {"@value": "x", "@type": string}]
    made = example(credential(**{"https://sola.example/p": both}))

    with pytest.raises(NotCompilable, match="statement_twice"):
        compiled(made)
