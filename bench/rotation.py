"""Measure in rotation: every contender once in each round, so that a busy minute hits them all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_MOST = 5000
"""Operations in one round."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int
    seconds: float
    """About so long works each contender in each round."""
    warm_up_seconds: float
    """So long it works before: JavaScript is compiled while it runs."""
    fewest: int = 8
    """Operations in one round, however slow."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a number of operations took, in seconds."""

    count: int
    wall: float
    cpu: float | None = None
    """Processor time of the whole process, its collector's threads included."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the ends of a series."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Summarise one value a round. Raises ValueError for none."""
        if not values:
            raise ValueError("nothing was measured")
        return cls(statistics.median(values), min(values), max(values))


@dataclass(slots=True)
class Contender:
    """One measured thing: what it does, how it is asked, and what it took in each round."""

    name: str
    measure: Callable[[int], Timing]
    count: int = 0
    """Operations in one round; 0: as many as fit into the time of a round."""
    warm: bool = False
    """It has worked already, and needs no warming up."""
    facts: Mapping[str, str | bool | int] = field(default_factory=dict)
    """What a reader has to know of it: "engine", "pinned" and so on."""
    timings: list[Timing] = field(default_factory=list)

    @property
    def wall_ms(self) -> Spread:
        """Milliseconds for one operation, by the clock on the wall."""
        return Spread.of([1000 * each.wall / each.count for each in self.timings])

    @property
    def cpu_ms(self) -> Spread | None:
        """Milliseconds of processor time for one operation; None where it was not measured."""
        spent = [1000 * each.cpu / each.count for each in self.timings if each.cpu is not None]
        return Spread.of(spent) if spent else None

    @property
    def cost_ms(self) -> float:
        """The median that ratios are made of: processor time, else the clock on the wall."""
        return (self.cpu_ms or self.wall_ms).median


def rotate(
    contenders: Sequence[Contender],
    effort: Effort,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Warm everybody up, then measure every contender once in each round, to and fro."""
    for contender in contenders:
        _warm_up(contender, effort)
    for number in range(effort.rounds):
        tell(f"round {number + 1} of {effort.rounds}")
        # Who comes after whom changes, so that nobody always runs in the same one's wake.
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            contender.timings.append(contender.measure(contender.count))


def _warm_up(contender: Contender, effort: Effort) -> None:
    """Let caches and compilers settle, and find out how many operations a round takes."""
    if contender.count:
        if not contender.warm:
            contender.measure(contender.count)
        return
    spent, tried = 0.0, contender.measure(effort.fewest)
    while spent < effort.warm_up_seconds:
        tried = contender.measure(tried.count)
        spent += tried.wall
    # A short task of another process may have used less than one tick of its clock.
    fitting = round(effort.seconds * tried.count / (tried.cpu or tried.wall))
    contender.count = min(max(fitting, effort.fewest), _MOST)


def wall_ratio(slow: Contender, fast: Contender) -> float:
    """Tell how many times sooner the second is done, by the clock on the wall."""
    return slow.wall_ms.median / fast.wall_ms.median


def ratio(slow: Contender, fast: Contender) -> float:
    """Tell how many times cheaper the second is."""
    return slow.cost_ms / fast.cost_ms
