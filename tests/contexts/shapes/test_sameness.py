"""Which slots hold the same text, as far as it matters."""

from contexts.shapes.sameness import Sameness, Siblings, pattern_of, sibling_pattern


def test_a_pattern_tells_where_the_same_one_stood_first() -> None:
    assert pattern_of(["a", "b", "a", "c", "b"]) == (0, 1, 0, 3, 1)
    assert pattern_of([]) == ()


def test_only_siblings_of_one_family_are_compared() -> None:
    siblings = Siblings(slots=(0, 2, 1, 3), families=(0, 0, 1, 1))

    assert sibling_pattern(siblings, ["a", "a", "b", "c"]) == (0, 1, 2, 3)
    assert sibling_pattern(siblings, ["a", "b", "a", "b"]) == (0, 0, 2, 2)
    assert sibling_pattern(Siblings(), ["a", "a"]) == ()


def test_slots_of_the_same_text_have_one_number() -> None:
    siblings = Siblings(slots=(0, 3), families=(0, 0))

    assert Sameness((1, 4), (0, 0), siblings, (0, 0)).numbers(5) == [0, 1, 2, 0, 1]
    assert Sameness((1, 4), (0, 1), siblings, (0, 1)).numbers(5) == [0, 1, 2, 3, 4]
