"""What all charts share: SVG that can be read on light and on dark pages, without a library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 860

_STYLE = """
  svg { --paper: #ffffff; --ink: #1b2530; --soft: #5b6b7b; --rule: #d9e0e7;
        --ours: #1f5fbf; --theirs: #9aa7b4; --mark: #b4480f;
        --third: #0f7558; background: var(--paper); }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #11171d; --ink: #e8eef4; --soft: #a3b1bf; --rule: #2c3844;
          --ours: #6ea8ff; --theirs: #66757f; --mark: #ffab6b; --third: #63d2ad; } }
  text { font: 14px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
  .title { font-size: 18px; font-weight: 600; } .soft { fill: var(--soft); font-size: 12.5px; }
  .number { font-variant-numeric: tabular-nums; font-weight: 600; }
  .rule { stroke: var(--rule); } .ours { fill: var(--ours); } .theirs { fill: var(--theirs); }
  .range { stroke: var(--ink); stroke-width: 1.5; opacity: .75; }
  .mark { stroke: var(--mark); stroke-width: 2; } .line { fill: none; stroke-width: 2.5; }
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place between two others, logarithmic; whole decades."""

    low: int
    high: int
    begin: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], begin: float, end: float) -> Scale:
        """Cover all values. Raises ValueError for none, or one that is not above zero."""
        if not values or min(values) <= 0:
            raise ValueError("a logarithmic scale needs values above zero")
        low = math.floor(math.log10(min(values)))
        return cls(low, max(low + 1, math.ceil(math.log10(max(values)))), begin, end)

    def across(self, value: float) -> float:
        """Give the place of a value."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + max(share, 0.0) * (self.end - self.begin)

    @property
    def decades(self) -> list[float]:
        """Give the powers of ten within."""
        return [10.0**exponent for exponent in range(self.low, self.high + 1)]


def heading(title: str, explained: str, height: float) -> Iterator[str]:
    """Begin a chart: style, paper, title and how it is read."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'role="img" aria-labelledby="title explained">'
    )
    yield f"<style>{_STYLE}</style>"
    yield f'<rect width="{WIDTH}" height="{height:.0f}" fill="var(--paper)"/>'
    yield f'<text id="title" class="title" x="16" y="28">{escape(title)}</text>'
    yield f'<text id="explained" class="soft" x="16" y="48">{escape(explained)}</text>'


def number_text(value: float) -> str:
    """Write a number as a reader wants it: three figures, thousands apart."""
    if value >= 100:  # noqa: PLR2004
        return f"{value:,.0f}"
    return f"{value:.3g}"
