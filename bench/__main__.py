"""`make bench`: measure everything in rotation, print it, keep it under bench/results."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from bench import charts, cohort, core, growth, over_http
from bench.machine import facts, versions
from bench.process import ContenderFailed
from bench.ratios import TARGETS, cohort_ratios, core_ratios, http_ratios, lower_end_ratios
from bench.report import LATEST, ratio_table, rows, shares_rows, shares_table, table, write_latest


def main() -> int:
    """Run what was asked for; give the exit status."""
    asked = _arguments()
    started = datetime.now(UTC)
    report: dict[str, Any] = {
        "date": started.isoformat(timespec="seconds"),
        "quick": asked.quick,
        "machine": facts(),
        "versions": versions(),
    }
    try:
        measure(report, asked)
    except ContenderFailed as reason:
        print(f"The bench stopped. {reason}", file=sys.stderr)
        return 1
    print(ratio_table(report["ratios"], TARGETS))
    report["seconds"] = round((datetime.now(UTC) - started).total_seconds(), 1)
    write_latest(report)
    charts.write(report)
    print(f"written to {LATEST.relative_to(LATEST.parents[2])} in {report['seconds']:.0f} s")
    return 0


def _growth(asked: argparse.Namespace) -> growth.Scale:
    if asked.quick:
        return growth.QUICK
    return growth.GROWTH if asked.growth else growth.FULL


def measure(report: dict[str, Any], asked: argparse.Namespace) -> None:
    """Run every part, print it, and put it into the report. Raises ContenderFailed."""
    report["ratios"] = {}
    measured = core.measure_core(core.QUICK if asked.quick else core.FULL, _tell)
    libraries = measured.contenders
    print(table("per core: milliseconds of processor time for one credential", libraries))
    report["core"] = rows(libraries)
    report["shape_cache"] = measured.shape_cache
    print(f"shape cache: {json.dumps(measured.shape_cache)}")
    report["ratios"] |= core_ratios(libraries)
    report["ratios_to_lower_end"] = lower_end_ratios(libraries)
    requests = over_http.measure_http(over_http.QUICK if asked.quick else over_http.FULL, _tell)
    print(table("over HTTP: milliseconds for one request, 4 at a time", requests, by_wall=True))
    report["http"] = rows(requests, by_wall=True)
    report["ratios"] |= http_ratios(requests)
    cohorts = cohort.measure_cohort(cohort.QUICK if asked.quick else cohort.FULL, _tell)
    print(table("a cohort: milliseconds a credential", cohorts.contenders, by_wall=True))
    print(shares_table(cohorts.shares))
    report["cohort"] = rows(cohorts.contenders, by_wall=True)
    report["cohort_memory_mib"] = cohorts.resident_mib
    report["batch_shares"] = shares_rows(cohorts.shares)
    report["ratios"] |= cohort_ratios(cohorts.contenders)
    curves = growth.measure_growth(_growth(asked), _tell)
    report["growth"] = [
        {"name": each.name, "title": each.title, "by": each.by, "rows": rows(each.contenders)}
        for each in curves
    ]
    for each in curves:
        print(table(f"growth: {each.title.lower()}", each.contenders, by_wall=each.by == "wall"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure Dokazilo beside its peers.")
    parser.add_argument("--quick", action="store_true", help="everything, smaller: a minute")
    parser.add_argument("--growth", action="store_true", help="the largest sizes too: hours")
    return parser.parse_args()


def _tell(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
