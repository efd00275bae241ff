"""A shape that would give one wrong byte is found out before it is used."""

from dataclasses import replace

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes.example import Example
from contexts.shapes.formats import Pieces
from contexts.shapes.proving import prove
from contexts.shapes.refusals import NotCompilable
from contexts.shapes.sameness import Sameness
from tests.contexts.reference_data import badge, credential
from tests.contexts.shapes.test_compiling import compiled, example

P = "https://sola.example/p"


def test_an_exact_shape_is_proved() -> None:
    made = example(badge())

    prove(compiled(made), made, canonical_in_full(badge()))


def test_a_shape_with_one_wrong_byte_is_refused() -> None:
    made = example(badge())
    shape = compiled(made)
    wrong = Pieces(
        shape.variable.form.replace(b"schema.org", b"schema.0rg", 1), shape.variable.pick
    )

    with pytest.raises(NotCompilable, match="proof_failed"):
        prove(replace(shape, variable=wrong), made, canonical_in_full(badge()))


def test_a_shape_that_is_wrong_only_for_the_example_is_refused() -> None:
    made = example(badge())

    with pytest.raises(NotCompilable, match="proof_failed"):
        prove(compiled(made), made, canonical_in_full(badge(name="Another")))


def test_a_shape_that_forgets_an_equality_is_refused() -> None:
    made = example(credential(id="urn:a", issuer={"id": "urn:a", "name": "x"}, name="y"))
    shape = compiled(made)
    forgetful = replace(shape, sameness=Sameness(shape.sameness.identifiers, (0, 1)))

    with pytest.raises(NotCompilable, match="proof_failed"):
        prove(forgetful, made, canonical_in_full(made.document))


def test_nodes_that_always_look_alike_are_proved_too() -> None:
    made = example(credential(**{P: [{P: {"name": "x"}}, {P: {"name": "y"}}]}))

    prove(compiled(made), made, canonical_in_full(made.document))


def test_an_example_that_falls_back_is_replaced_by_another_set_of_texts() -> None:
    made = example(credential(credentialSubject={"id": "urn:x", P: ["same", "other"]}))
    shape = compiled(made)
    same = Example(made.document, ["urn:x", "same", "same"], made.rebuilt)

    prove(shape, same, "not compared with this")
