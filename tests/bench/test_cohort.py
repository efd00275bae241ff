"""A cohort goes through the API to its end, on both databases, and a peer accepts it."""

from __future__ import annotations

import pytest

from bench.cohort import Scale, measure_cohort
from bench.databases import KINDS
from bench.ratios import cohort_ratios
from bench.rotation import Effort
from tests.peers import node


@pytest.mark.enable_socket
@pytest.mark.slow
@pytest.mark.peers
@pytest.mark.skipif(node.missing() is not None, reason=str(node.missing()))
def test_a_cohort_is_measured_beside_the_naive_path_on_both_databases() -> None:
    told: list[str] = []
    effort = Effort(rounds=1, seconds=0.01, warm_up_seconds=0, fewest=2)
    measured = measure_cohort(Scale(effort, rows=20, profiled=20), told.append)
    assert set(cohort_ratios(measured.contenders)) == {f"cohort_{kind}" for kind in KINDS}
    assert set(measured.shares) == set(measured.resident_mib) == set(KINDS)
    cohorts = [each for each in measured.contenders if each.facts["task"] == "cohort"]
    assert [timing.count for each in cohorts for timing in each.timings] == [20, 20]
    assert sum("accepts" in line for line in told) == len(KINDS)
