"""Counters of this process."""

from contexts import counters
from contexts.shapes.counting import count


def test_what_happened_is_counted_and_given_as_a_copy() -> None:
    before = counters().get("tests", 0)

    count("tests")
    found = counters()
    count("tests")

    assert found["tests"] == before + 1
    assert counters()["tests"] == before + 2
