"""A document is marked and taken through JSON-LD once for each way of marking it."""

from typing import Any

import pytest

from contexts.shapes.example import Example
from contexts.shapes.refusals import NotCompilable
from tests.contexts.reference_data import credential


def test_one_way_of_marking_is_tried_once() -> None:
    rebuilt: list[Any] = []

    def rebuild(texts: Any) -> dict[str, Any]:  # noqa: ANN401  # texts in any sequence
        rebuilt.append(texts)
        return credential(name=texts[0], description=texts[1])

    example = Example(credential(name="x", description="y"), ["x", "y"], rebuild)

    assert example.landing([0, 1]) is example.landing(range(2))
    assert example.landing([0, 0]) is not example.landing([0, 1])
    assert len(rebuilt) == 2


def test_a_slot_that_is_lost_refuses_the_shape() -> None:
    forgetful = Example(credential(), ["x", "y"], lambda texts: credential(name=texts[0]))

    with pytest.raises(NotCompilable, match="slot_vanished"):
        forgetful.landing([0, 1])


def test_a_slot_that_is_identifier_and_literal_refuses_the_shape() -> None:
    double = Example(credential(), ["x"], lambda texts: credential(id=texts[0], name=texts[0]))

    with pytest.raises(NotCompilable, match="slot_has_two_roles"):
        double.landing([0])
