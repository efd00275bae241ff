"""Charts as SVG that can be read on light and on dark pages, without a library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 860
_LABELS = 300
"""Where the bars begin."""
_RIGHT = 110
"""Room for the numbers beside the bars."""
_NUMBER = 70
"""A mark so near to the end of a bar would strike its number out."""
_TOP = 74
_STEP = 34
_BAR = 18

_STYLE = """
  svg { --paper: #ffffff; --ink: #1b2530; --soft: #5b6b7b; --rule: #d9e0e7;
        --ours: #1f5fbf; --theirs: #9aa7b4; --mark: #b4480f; background: var(--paper); }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #11171d; --ink: #e8eef4; --soft: #a3b1bf; --rule: #2c3844;
          --ours: #6ea8ff; --theirs: #66757f; --mark: #ffab6b; } }
  text { font: 14px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
  .title { font-size: 18px; font-weight: 600; } .soft { fill: var(--soft); font-size: 12.5px; }
  .number { font-variant-numeric: tabular-nums; font-weight: 600; }
  .rule { stroke: var(--rule); } .ours { fill: var(--ours); } .theirs { fill: var(--theirs); }
  .range { stroke: var(--ink); stroke-width: 1.5; opacity: .75; }
  .mark { stroke: var(--mark); stroke-width: 2; } .line { fill: none; stroke-width: 2.5; }
"""


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
    scale = _Scale.over(values if begin is None or not values else [begin, *values])
    height = _TOP + _STEP * len(bars) + 34
    parts = [*_head(title, explained, height), *_grid(scale, height, unit)]
    for place, bar in enumerate(bars):
        parts += _bar(bar, scale, _TOP + place * _STEP, unit)
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a value to a place across, logarithmic; whole decades."""

    low: int
    high: int

    @classmethod
    def over(cls, values: Sequence[float]) -> _Scale:
        if not values or min(values) <= 0:
            raise ValueError("a logarithmic scale needs values above zero")
        low = math.floor(math.log10(min(values)))
        return cls(low, max(low + 1, math.ceil(math.log10(max(values)))))

    def across(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return _LABELS + max(share, 0.0) * (_WIDTH - _LABELS - _RIGHT)

    @property
    def decades(self) -> list[float]:
        return [10.0**exponent for exponent in range(self.low, self.high + 1)]


def _values(bar: Bar) -> Iterator[float]:
    yield bar.value
    if bar.ends is not None:
        yield from bar.ends
    if bar.target is not None:
        yield bar.target


def _head(title: str, explained: str, height: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'role="img" aria-labelledby="title explained">'
    )
    yield f"<style>{_STYLE}</style>"
    yield f'<rect width="{_WIDTH}" height="{height:.0f}" fill="var(--paper)"/>'
    yield f'<text id="title" class="title" x="16" y="28">{escape(title)}</text>'
    yield f'<text id="explained" class="soft" x="16" y="48">{escape(explained)}</text>'


def _grid(scale: _Scale, height: float, unit: str) -> Iterator[str]:
    for value in scale.decades:
        x = scale.across(value)
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 10}" y2="{height - 28}"/>'
        yield (
            f'<text class="soft" x="{x:.1f}" y="{height - 11}" text-anchor="middle">'
            f"{_number(value)}{escape(unit)}</text>"
        )


def _bar(bar: Bar, scale: _Scale, top: float, unit: str) -> Iterator[str]:
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
        f"{_number(bar.value)}{escape(unit)}</text>"
    )


def _number(value: float) -> str:
    """Write a number as a reader wants it: three figures, thousands apart."""
    if value >= 100:  # noqa: PLR2004
        return f"{value:,.0f}"
    return f"{value:.3g}"
