"""Curves of growth: one panel each, both axes logarithmic, so that “does not grow” is level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bench.svg import WIDTH, Scale, heading, number_text

_TOP, _HEIGHT, _GAP = 96, 210, 84
_LEFT, _RIGHT = 76, 150
_COLOURS = ("--ours", "--mark", "--third")

Points = Sequence[tuple[float, float]]
"""Size and milliseconds, from the smallest size on."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing that grows."""

    title: str
    lines: Mapping[str, Points]
    """By what was measured; at most three."""


def curve_chart(title: str, explained: str, panels: Sequence[Panel]) -> str:
    """Draw panels one below the other.

    Raises ValueError for a panel without points, or with a value that is not above zero.
    """
    height = _TOP + len(panels) * (_HEIGHT + _GAP) - 24
    parts = list(heading(title, explained, height))
    for place, panel in enumerate(panels):
        parts += _panel(panel, _TOP + place * (_HEIGHT + _GAP))
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel, top: float) -> Iterator[str]:
    points = [point for line in panel.lines.values() for point in line]
    across = Scale.over([size for size, _ in points], _LEFT, WIDTH - _RIGHT)
    up = Scale.over([ms for _, ms in points], top + _HEIGHT, top)
    yield f'<text x="{_LEFT}" y="{top - 14:.1f}">{escape(panel.title)}</text>'
    yield from _axes(across, up, top)
    for colour, (name, line) in zip(_COLOURS, panel.lines.items(), strict=False):
        yield from _line(name, [(across.across(x), up.across(y)) for x, y in line], colour, line)


def _axes(across: Scale, up: Scale, top: float) -> Iterator[str]:
    bottom, right = top + _HEIGHT, WIDTH - _RIGHT
    for size in across.decades:
        x = across.across(size)
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'
        yield (
            f'<text class="soft" x="{x:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">'
            f"{number_text(size)}</text>"
        )
    for ms in up.decades:
        y = up.across(ms)
        yield f'<line class="rule" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield (
            f'<text class="soft" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
            f"{number_text(ms)} ms</text>"
        )


def _line(
    name: str, places: Sequence[tuple[float, float]], colour: str, points: Points
) -> Iterator[str]:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline class="line" points="{drawn}" style="stroke: var({colour})"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" style="fill: var({colour})"/>'
    x, y = places[-1]
    yield (
        f'<text x="{x + 10:.1f}" y="{y + 5:.1f}" style="fill: var({colour})">'
        f"{escape(name)} {number_text(points[-1][1])} ms</text>"
    )
