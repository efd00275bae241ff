"""The parts of a run: each measures, prints its table, and puts what it found into the report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from bench import cohort, core, growth, over_http
from bench.ratios import cohort_ratios, core_ratios, http_ratios, lower_end_ratios
from bench.report import curve_rows, curve_table, rows, shares_rows, shares_table, table

Report = dict[str, Any]


class Size(StrEnum):
    """How much of everything is measured."""

    QUICK = "quick"
    FULL = "full"


def measure_core(report: Report, size: Size) -> None:
    """Measure the libraries beside each other. Raises ContenderFailed."""
    scale = core.QUICK if size is Size.QUICK else core.FULL
    measured = core.measure_core(scale, tell)
    print(table("per core: milliseconds of processor time", measured.contenders))
    print(f"shape cache: {json.dumps(measured.shape_cache)}")
    report["core"] = rows(measured.contenders)
    report["shape_cache"] = measured.shape_cache
    report["ratios"] |= core_ratios(measured.contenders)
    report["ratios_to_lower_end"] = lower_end_ratios(measured.contenders)


def measure_http(report: Report, size: Size) -> None:
    """Measure the service beside its naive path. Raises ContenderFailed."""
    scale = over_http.QUICK if size is Size.QUICK else over_http.FULL
    measured = over_http.measure_http(scale, tell)
    print(table("over HTTP: milliseconds a request, 4 at a time", measured, by_wall=True))
    report["http"] = rows(measured, by_wall=True)
    report["ratios"] |= http_ratios(measured)


def measure_cohort(report: Report, size: Size) -> None:
    """Measure cohorts beside the naive path. Raises ContenderFailed."""
    scale = cohort.QUICK if size is Size.QUICK else cohort.FULL
    measured = cohort.measure_cohort(scale, tell)
    print(table("a cohort: milliseconds a credential", measured.contenders, by_wall=True))
    print(shares_table(measured.shares))
    report["cohort"] = rows(measured.contenders, by_wall=True)
    report["cohort_memory_mib"] = measured.resident_mib
    report["batch_shares"] = shares_rows(measured.shares)
    report["ratios"] |= cohort_ratios(measured.contenders)


def measure_growth(report: Report, size: Size) -> None:
    """Measure what grows with size. Raises ContenderFailed."""
    curves = growth.measure_growth(growth.QUICK if size is Size.QUICK else growth.FULL, tell)
    for each in curves:
        print(curve_table(each))
    report["growth"] = [curve_rows(each) for each in curves]


def tell(text: str) -> None:
    """Say how far the run is; not a part of its result."""
    print(f"  {text}", file=sys.stderr, flush=True)


PARTS: dict[str, Callable[[Report, Size], None]] = {
    "core": measure_core,
    "http": measure_http,
    "cohort": measure_cohort,
    "growth": measure_growth,
}
