"""The charts of a run, drawn from its report alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.chart import Bar, bar_chart
from bench.curve_chart import Panel, curve_chart
from bench.ratios import TARGETS
from bench.report import RESULTS

_CORE_ROWS = {
    "@digitalbazaar/vc/sign": "issue: @digitalbazaar/vc",
    "@digitalcredentials/vc/sign": "issue: @digitalcredentials/vc",
    "jsonld + rdf-canonize/sign": "issue: bare jsonld + rdf-canonize",
    "compiled/sign": "issue: Dokazilo, one document",
    "compiled/fill": "issue: Dokazilo, by template",
    "@digitalbazaar/vc/verify": "verify: @digitalbazaar/vc",
    "@digitalcredentials/vc/verify": "verify: @digitalcredentials/vc",
    "jsonld + rdf-canonize/verify": "verify: bare jsonld + rdf-canonize",
    "compiled/verify": "verify: Dokazilo, all checks",
    "compiled/verify_alike": "verify: Dokazilo, the same checks",
}
_RATIOS = {
    "core_issue_template": "issue by template, per core",
    "core_issue_single": "issue one document, per core",
    "core_verify": "verify, all our checks, per core",
    "core_verify_proof": "verify, what the peer checks, per core",
    "http_issue": "issue over HTTP",
    "http_verify": "verify over HTTP",
    "cohort_sqlite": "cohort on SQLite",
    "cohort_postgresql": "cohort on PostgreSQL",
}


def write(report: Mapping[str, Any], folder: Path = RESULTS) -> list[Path]:
    """Draw what the report holds; gives the files."""
    drawn = {
        "core.svg": bar_chart(
            "Credentials a second on one core",
            "Medians of one run in rotation, processor time; the thin line is the whole range. "
            "Logarithmic.",
            core_bars(report["core"]),
            unit="",
        ),
        "ratios.svg": bar_chart(
            "How many times faster",
            "Per core: than @digitalbazaar/vc. Service: than its own naive path. "
            "The mark is the target. Logarithmic.",
            ratio_bars(report["ratios"]),
            unit=" ×",  # noqa: RUF001 - the sign a reader expects
            begin=1,
        ),
    }
    if report.get("growth"):
        drawn["growth.svg"] = _growth_chart(report)
    return _written(drawn, folder)


def write_largest(report: Mapping[str, Any], folder: Path = RESULTS) -> list[Path]:
    """Draw what a run of the growth curves alone found; gives the file."""
    return _written({"growth-largest.svg": _growth_chart(report)}, folder)


def _growth_chart(report: Mapping[str, Any]) -> str:
    return curve_chart(
        "What grows with size, and what does not",
        "Milliseconds for one operation, medians; sizes of one panel in rotation. Level: it "
        "does not grow.",
        growth_panels(report["growth"]),
    )


def _written(drawn: Mapping[str, str], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name for name in drawn]
    for file in files:
        file.write_text(drawn[file.name], encoding="utf-8")
    return files


def core_bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Turn milliseconds into credentials a second, with their ends."""
    found = {row["name"]: row for row in rows}
    return [
        Bar(
            label,
            1000 / found[name]["cpu_ms"]["median"],
            ours=found[name]["by"] == "Dokazilo",
            ends=(1000 / found[name]["cpu_ms"]["most"], 1000 / found[name]["cpu_ms"]["least"]),
        )
        for name, label in _CORE_ROWS.items()
        if name in found
    ]


def ratio_bars(ratios: Mapping[str, float]) -> list[Bar]:
    """Set each ratio beside its target."""
    return [
        Bar(label, ratios[name], ours=True, target=TARGETS[name])
        for name, label in _RATIOS.items()
        if name in ratios
    ]


def growth_panels(curves: Sequence[Mapping[str, Any]]) -> list[Panel]:
    """Put what was measured at each size on one line."""
    panels = []
    for curve in curves:
        lines: dict[str, list[tuple[float, float]]] = {}
        for row in curve["rows"]:
            ms = (row["cpu_ms"] if curve["by"] == "cpu" else row["wall_ms"])["median"]
            lines.setdefault(row["task"], []).append((row["size"], ms))
        panels.append(Panel(f"{curve['title']} ({_BY[curve['by']]})", lines))
    return panels


_BY = {"cpu": "processor time", "wall": "by the clock"}
