"""Rotation gives everybody the same rounds, and sums up without inventing anything."""

from __future__ import annotations

import pytest

from bench.rotation import Contender, Effort, Spread, Timing, ratio, rotate

EFFORT = Effort(rounds=3, seconds=0.5, warm_up_seconds=0.2)


def contender(name: str, *, ms: float, log: list[str] | None = None, count: int = 0) -> Contender:
    def measure(asked: int) -> Timing:
        if log is not None:
            log.append(name)
        return Timing(asked, wall=2 * asked * ms / 1000, cpu=asked * ms / 1000)

    return Contender(name, measure, count)


def test_a_spread_is_the_middle_and_the_ends() -> None:
    assert Spread.of([5, 1, 2]) == Spread(median=2, least=1, most=5)


def test_of_nothing_there_is_no_spread() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        Spread.of([])


def test_every_round_has_everybody_once_to_and_fro() -> None:
    log: list[str] = []
    field = [contender("a", ms=1, log=log, count=10), contender("b", ms=1, log=log, count=10)]
    rotate(field, EFFORT)
    warm_up, rounds = log[:2], log[2:]
    assert warm_up == ["a", "b"]
    assert rounds == ["a", "b", "b", "a", "a", "b"]
    assert [len(each.timings) for each in field] == [3, 3]


def test_the_warm_up_finds_how_much_fits_into_a_round_and_is_not_counted() -> None:
    fast = contender("fast", ms=1)
    rotate([fast], EFFORT)
    assert fast.count == 500
    assert {timing.count for timing in fast.timings} == {500}


def test_what_used_no_tick_of_the_processor_is_timed_by_the_wall() -> None:
    idle = Contender("idle", lambda asked: Timing(asked, wall=asked * 0.001, cpu=0.0))
    rotate([idle], EFFORT)
    assert idle.count == 500


def test_what_is_very_slow_is_still_done_some_times() -> None:
    slow = contender("slow", ms=900)
    rotate([slow], EFFORT)
    assert slow.count == 8


def test_processor_time_goes_before_the_clock_on_the_wall() -> None:
    slow, fast = contender("slow", ms=30), contender("fast", ms=1)
    rotate([slow, fast], EFFORT)
    assert slow.cost_ms == pytest.approx(30)
    assert slow.wall_ms.median == pytest.approx(60)
    assert ratio(slow, fast) == pytest.approx(30)


def test_without_processor_time_the_clock_counts() -> None:
    remote = Contender("remote", lambda asked: Timing(asked, wall=asked * 0.004), count=10)
    rotate([remote], EFFORT)
    assert remote.cpu_ms is None
    assert remote.cost_ms == pytest.approx(4)
