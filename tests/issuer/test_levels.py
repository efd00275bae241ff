"""SOK, EQF and QF-EHEA stay together."""

from __future__ import annotations

import pytest

from issuer.levels import level_faults, level_for_sok, with_counterparts
from issuer.model.programme import Level

COUNTERPARTS = {
    1: (1, None),
    2: (2, None),
    3: (3, None),
    4: (4, None),
    5: (4, None),
    6: (5, "short cycle"),
    7: (6, "first cycle"),
    8: (7, "second cycle"),
    9: (8, None),
    10: (8, "third cycle"),
}


@pytest.mark.parametrize(("sok", "expected"), COUNTERPARTS.items())
def test_each_sok_level_has_its_counterparts(sok: int, expected: tuple[int, str | None]) -> None:
    level = level_for_sok(sok)
    assert (level.eqf, level.qf_ehea) == expected
    assert with_counterparts(Level(sok=sok)) == level
    assert list(level_faults(level)) == []


@pytest.mark.parametrize("sok", COUNTERPARTS)
@pytest.mark.parametrize("eqf", range(1, 9))
def test_any_other_eqf_level_contradicts(sok: int, eqf: int) -> None:
    found = [item.code for item in level_faults(Level(sok=sok, eqf=eqf))]
    assert found == ([] if eqf == COUNTERPARTS[sok][0] else ["EQF_CONTRADICTS"])


def test_what_was_given_is_not_overwritten() -> None:
    contradictory = Level(sok=4, eqf=7, qf_ehea="second cycle")
    assert with_counterparts(contradictory) == contradictory
    assert len(list(level_faults(contradictory))) == 2


def test_there_is_no_level_eleven() -> None:
    with pytest.raises(KeyError):
        level_for_sok(11)
    assert with_counterparts(Level(sok=0)) == Level(sok=0)


def test_no_level_is_an_answer() -> None:
    assert list(level_faults(Level(no_level=True))) == []
