"""`make bench`: measure everything in rotation, print it, keep it under bench/results."""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import UTC, datetime

from bench import charts
from bench.machine import facts, versions
from bench.parts import PARTS, Report, Size
from bench.process import ContenderFailed
from bench.ratios import TARGETS
from bench.report import LATEST, ratio_table, write_report

_ENDED = 128 + signal.SIGTERM


def main() -> int:
    """Run what was asked for; give the exit status."""
    asked = _arguments()
    # Ended from outside, too, servers and databases are stopped and folders removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
    started = datetime.now(UTC)
    report: Report = {
        "date": started.isoformat(timespec="seconds"),
        "size": asked.size.value,
        "machine": facts(),
        "versions": versions(),
        "ratios": {},
    }
    try:
        for name in asked.only or PARTS:
            PARTS[name](report, asked.size)
    except ContenderFailed as reason:
        print(f"The bench stopped. {reason}", file=sys.stderr)
        return 1
    report["seconds"] = round((datetime.now(UTC) - started).total_seconds(), 1)
    print(ratio_table(report["ratios"], TARGETS))
    if not asked.only:  # figures of several runs are never put together
        write_report(report, LATEST)
        charts.write(report)
        print(f"written to {LATEST.relative_to(LATEST.parents[2])} in {report['seconds']:.0f} s")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure Dokazilo beside its peers.")
    parser.add_argument(
        "--size",
        type=Size,
        choices=list(Size),
        default=Size.FULL,
        help="quick: everything, smaller, a minute",
    )
    parser.add_argument(
        "--only", nargs="+", choices=list(PARTS), help="print some parts, and keep nothing"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
