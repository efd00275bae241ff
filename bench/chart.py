"""Bars on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.svg import WIDTH, Scale, heading, number_text

_LABELS = 300
"""Where the bars begin."""
_RIGHT = 110
"""Room for the numbers beside the bars."""
_NUMBER = 70
"""A mark so near to the end of a bar would strike its number out."""
_TOP = 74
_STEP = 34
_BAR = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a value above zero, with its ends where they are known."""

    label: str
    value: float
    ours: bool
    ends: tuple[float, float] | None = None
    target: float | None = None
    """A mark to reach."""


def bar_chart(
    title: str, explained: str, bars: Sequence[Bar], *, unit: str, begin: float | None = None
) -> str:
    """Draw bars on a logarithmic scale: equal lengths are equal ratios.

    The scale begins at or below `begin`, or the least value. Raises ValueError for no bars, or a
    value that is not above zero.
    """
    values = [value for bar in bars for value in _values(bar)]
    scale = Scale.over(
        values if begin is None or not values else [begin, *values], _LABELS, WIDTH - _RIGHT
    )
    height = _TOP + _STEP * len(bars) + 34
    parts = [*heading(title, explained, height), *_grid(scale, height, unit)]
    for place, bar in enumerate(bars):
        parts += _bar(bar, scale, _TOP + place * _STEP, unit)
    return "\n".join([*parts, "</svg>", ""])


def _values(bar: Bar) -> Iterator[float]:
    yield bar.value
    if bar.ends is not None:
        yield from bar.ends
    if bar.target is not None:
        yield bar.target


def _grid(scale: Scale, height: float, unit: str) -> Iterator[str]:
    for value in scale.decades:
        x = scale.across(value)
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 10}" y2="{height - 28}"/>'
        yield (
            f'<text class="soft" x="{x:.1f}" y="{height - 11}" text-anchor="middle">'
            f"{number_text(value)}{escape(unit)}</text>"
        )


def _bar(bar: Bar, scale: Scale, top: float, unit: str) -> Iterator[str]:
    middle, end = top + _BAR / 2, scale.across(bar.value)
    kind = "ours" if bar.ours else "theirs"
    yield (
        f'<text x="{_LABELS - 12}" y="{middle + 5:.1f}" text-anchor="end">'
        f"{escape(bar.label)}</text>"
    )
    yield (
        f'<rect class="{kind}" x="{_LABELS}" y="{top:.1f}" width="{max(end - _LABELS, 1):.1f}" '
        f'height="{_BAR}" rx="3"/>'
    )
    beside = end
    if bar.ends is not None:
        left, right = map(scale.across, bar.ends)
        beside = max(beside, right)
        yield (
            f'<line class="range" x1="{left:.1f}" x2="{right:.1f}" '
            f'y1="{middle:.1f}" y2="{middle:.1f}"/>'
        )
    if bar.target is not None:
        x = scale.across(bar.target)
        if beside < x < beside + _NUMBER:
            beside = x
        yield (
            f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" '
            f'y1="{top - 4:.1f}" y2="{top + _BAR + 4:.1f}"/>'
        )
    yield (
        f'<text class="number" x="{beside + 8:.1f}" y="{middle + 5:.1f}">'
        f"{number_text(bar.value)}{escape(unit)}</text>"
    )
