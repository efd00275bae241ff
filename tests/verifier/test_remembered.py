"""An answer is kept, an error is not, and the naive path keeps nothing."""

from __future__ import annotations

import pytest

from contexts import Engine, engine_in_use, use_engine
from verifier.remembered import LONGEST, MOST, remembered


class Asked:
    """Counts how often it was really asked."""

    def __init__(self) -> None:
        self.times = 0

    def half(self, number: int) -> int:
        """Halve an even number."""
        self.times += 1
        if number % 2:
            raise ValueError(number)
        return number // 2


def test_the_same_question_is_asked_once() -> None:
    asked = Asked()
    half = remembered(asked.half)
    assert [half(4), half(4), half(6)] == [2, 2, 3]
    assert asked.times == 2


def test_an_error_is_raised_anew() -> None:
    asked = Asked()
    half = remembered(asked.half)
    for _ in range(2):
        with pytest.raises(ValueError, match="3"):
            half(3)
    assert asked.times == 2


def test_only_so_many_are_kept() -> None:
    asked = Asked()
    half = remembered(asked.half)
    for _ in range(2):
        for number in range(MOST + 1):
            half(2 * number)
    assert asked.times == 2 * (MOST + 1)


def test_what_was_asked_at_length_is_not_kept() -> None:
    asked: list[bytes] = []

    @remembered
    def length(data: bytes) -> int:
        asked.append(data)
        return len(data)

    for size in (LONGEST, LONGEST + 1):
        assert [length(bytes(size)) for _ in range(2)] == [size, size]
    assert list(map(len, asked)) == [LONGEST, LONGEST + 1, LONGEST + 1]


def test_the_naive_path_goes_without() -> None:
    asked, before = Asked(), engine_in_use()
    half = remembered(asked.half)
    use_engine(Engine.PLAIN)
    try:
        assert [half(4), half(4)] == [2, 2]
    finally:
        use_engine(before)
    assert asked.times == 2
