"""Guilloché: the woven rings of security printing, as curves.

A seal on a page and the picture of a badge are drawn from the same waves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, sin, tau

_SEGMENTS_PER_LOBE = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wave:
    """A closed ring that swings about `radius` as often as it has lobes."""

    radius: float
    swing: float
    lobes: int
    strands: int
    """How many copies, turned against each other, make the weave."""

    @property
    def turn(self) -> float:
        """How far each strand is turned against the one before, in degrees."""
        return 360 / self.lobes / self.strands

    @property
    def start(self) -> Point:
        """Where the ring begins and ends."""
        x, y, _, _ = self._point(0.0)
        return x, y

    def pieces(self) -> Iterator[tuple[Point, Point, Point]]:
        """Give the ring as cubic Bézier curves: two control points and the end of each."""
        count = self.lobes * _SEGMENTS_PER_LOBE
        step = tau / count
        third = step / 3  # Hermite to Bézier
        x, y, slope_x, slope_y = self._point(0.0)
        for piece in range(1, count + 1):
            leaving = (x + slope_x * third, y + slope_y * third)
            x, y, slope_x, slope_y = self._point(piece * step)
            yield leaving, (x - slope_x * third, y - slope_y * third), (x, y)

    def _point(self, angle: float) -> tuple[float, float, float, float]:
        """Give the place on the wave at an angle, and its derivative there."""
        radius = self.radius + self.swing * cos(self.lobes * angle)
        growth = -self.swing * self.lobes * sin(self.lobes * angle)
        return (
            radius * cos(angle),
            radius * sin(angle),
            growth * cos(angle) - radius * sin(angle),
            growth * sin(angle) + radius * cos(angle),
        )
