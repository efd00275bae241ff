"""What a run found: as a table to read, and as bench/results/latest.json to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.growth import Curve
from bench.rotation import Contender, Spread
from bench.shares import Shares

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"

_HEAD = f"{'who':<26}{'what':<52}{'ms':>9}  {'least to most':<18}{'per second':>11}"


def table(title: str, contenders: Sequence[Contender], *, by_wall: bool = False) -> str:
    """Set the medians in a table: processor time, or the clock on the wall."""
    lines = [title, _HEAD, *(_line(each, _spread(each, by_wall=by_wall)) for each in contenders)]
    return "\n".join(lines)


def ratio_table(ratios: Mapping[str, float], targets: Mapping[str, float]) -> str:
    """Set ratios beside what they should be."""
    lines = ["ratios of medians, all from this run"]
    for name, value in ratios.items():
        wanted = f"target {targets[name]:g}" if name in targets else ""
        lines.append(f"  {name:<26}{value:>8.1f} x  {wanted}")
    return "\n".join(lines)


def shares_table(shares: Mapping[str, Shares]) -> str:
    """Set the shares of a batch's time, the largest first."""
    lines = ["where the time of a batch goes, in this process"]
    for kind, each in shares.items():
        lines.append(f"  on {kind}: {1e6 * each.seconds / each.rows:.0f} µs a credential")
        largest = sorted(each.by_kind.items(), key=lambda item: -item[1])
        lines += [f"    {share:>6.1%}  {name}" for name, share in largest]
        lines.append(f"    {each.unavoidable:>6.1%}  SHA-256 + Ed25519 + I/O  target 25%")
    return "\n".join(lines)


def shares_rows(shares: Mapping[str, Shares]) -> dict[str, Any]:
    """Give the shares as JSON."""
    return {
        kind: {
            "rows": each.rows,
            "microseconds_a_credential": round(1e6 * each.seconds / each.rows, 1),
            "shares": {name: round(share, 4) for name, share in each.by_kind.items()},
            "sha256_ed25519_io": round(each.unavoidable, 4),
        }
        for kind, each in shares.items()
    }


def rows(contenders: Sequence[Contender], *, by_wall: bool = False) -> list[dict[str, Any]]:
    """Give what was measured as JSON: medians, ends, rounds, and what each row is.

    `per_second` goes by processor time, or by the clock on the wall.
    """
    return [
        {
            "name": each.name,
            **each.facts,
            "operations_a_round": each.count,
            "rounds": len(each.timings),
            "cpu_ms": None if each.cpu_ms is None else _rounded(each.cpu_ms),
            "wall_ms": _rounded(each.wall_ms),
            "per_second": _per_second(_spread(each, by_wall=by_wall)),
        }
        for each in contenders
    ]


def curve_table(curve: Curve) -> str:
    """Set the medians of a growth curve in a table."""
    return table(f"growth: {curve.title.lower()}", curve.contenders, by_wall=curve.by == "wall")


def curve_rows(curve: Curve) -> dict[str, Any]:
    """Give a growth curve as JSON."""
    by_wall = curve.by == "wall"
    return {
        "name": curve.name,
        "title": curve.title,
        "by": curve.by,
        "rows": rows(curve.contenders, by_wall=by_wall),
    }


def _per_second(spread: Spread) -> float | None:
    # Very few of the shortest operations may take less than the clock can tell.
    return round(1000 / spread.median, 1) if spread.median else None


def write_report(report: Mapping[str, Any], file: Path) -> None:
    """Write a run down, so that it can be read and compared."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, indent=2, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")


def _spread(contender: Contender, *, by_wall: bool) -> Spread:
    return contender.wall_ms if by_wall else contender.cpu_ms or contender.wall_ms


def _line(contender: Contender, spread: Spread) -> str:
    facts = contender.facts
    who = str(facts.get("by", contender.name))
    if "engine" in facts:
        who += f", {facts['engine']}"
    if facts.get("pinned") is False:
        who += ", unpinned"
    ends = f"{spread.least:.3f} to {spread.most:.3f}"
    what = str(facts.get("what", ""))
    pace = _per_second(spread)
    told = "" if pace is None else f"{pace:,.0f}"
    return f"{who:<26}{what:<52}{spread.median:>9.3f}  {ends:<18}{told:>11}"


def _rounded(spread: Spread) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(spread).items()}
