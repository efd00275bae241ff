"""Numbers pass when every processor writes them alike."""

import math

import pytest

from contexts.json_numbers import number_fault


@pytest.mark.parametrize(
    "number", [0, 3, -3, 2**53, 3.0, 3.5, 46.05, 14.5, 0.1, 0.000001, -1.25, 123456.789, True]
)
def test_ordinary_numbers_pass(number: float) -> None:
    assert number_fault(number) is None


@pytest.mark.parametrize(
    "number",
    [
        2**53 + 1,
        -(2**53) - 1,
        1e-7,
        1.5e-7,
        1e21,
        0.1 + 0.2,
        2251799813685248.5,
        -0.0,
        math.nan,
        math.inf,
        -math.inf,
        10**400,
    ],
)
def test_numbers_that_processors_write_differently_do_not(number: float) -> None:
    assert number_fault(number)
