"""Each address counts once; what is over the bound is not asked for."""

from app.allowance import Allowance


def test_an_address_is_counted_once() -> None:
    allowance = Allowance(2)
    assert [allowance.covers(url) for url in "aabcab"] == [True, True, True, False, True, True]


def test_it_can_be_widened_and_never_narrowed() -> None:
    allowance = Allowance(1)
    allowance.covers("a")
    allowance.widen(0)
    assert allowance.covers("a")
    allowance.widen(2)
    assert allowance.covers("b")
    assert not allowance.covers("c")
