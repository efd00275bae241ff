"""`make bench GROWTH=1`: the growth curves up to their largest sizes, kept one by one.

A curve compares its own sizes only, in one run; so each is kept by itself, with its date, and one
of them can be measured anew without the others.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import charts
from bench.growth import CURVES, LARGEST, Curve, measure_curve
from bench.machine import facts, versions
from bench.parts import tell
from bench.process import ContenderFailed
from bench.report import RESULTS, curve_rows, curve_table, write_report

FILE = RESULTS / "growth.json"
_ENDED = 128 + signal.SIGTERM


def main() -> int:
    """Measure what was asked for; give the exit status."""
    parser = argparse.ArgumentParser(prog="bench.largest", description="Measure what grows.")
    parser.add_argument("curves", nargs="*", help=f"of {', '.join(CURVES)}; all, if none is named")
    asked = parser.parse_args().curves or list(CURVES)
    if not CURVES.keys() >= set(asked):
        parser.error(f"The curves are {', '.join(CURVES)}.")
    # Ended from outside, too, servers and databases are stopped and folders removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
    for name in asked:
        begun = time.monotonic()
        try:
            curve = measure_curve(name, LARGEST, tell)
        except ContenderFailed as reason:
            print(f"The bench stopped. {reason}", file=sys.stderr)
            return 1
        print(curve_table(curve), flush=True)
        keep(curve, FILE, seconds=time.monotonic() - begun)
    return 0


def keep(curve: Curve, file: Path, *, seconds: float) -> None:
    """Put a curve in the place of the one that was kept, and draw all."""
    kept: list[dict[str, Any]] = (
        json.loads(file.read_text(encoding="utf-8"))["growth"] if file.exists() else []
    )
    found = {each["name"]: each for each in kept} | {
        curve.name: {
            **curve_rows(curve),
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds, 1),
            "machine": facts(),
            "versions": versions(),
        }
    }
    report = {"growth": [found[name] for name in CURVES if name in found]}
    write_report(report, file)
    charts.write_largest(report, file.parent)


if __name__ == "__main__":
    sys.exit(main())
