"""Killed at every step of issuing: after a restart nothing is lost, doubled or half signed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.sealing_killed import BADGES

ROOT = Path(__file__).parents[2]
FEWEST_STEPS = 15
FEWEST_STEPS_OF_SEALING = 10


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_whenever_the_process_is_killed(database_url: str) -> None:
    attempts = told_by("killing", database_url)
    killed = [attempt for attempt in attempts if attempt["killed"]]
    assert len(killed) >= FEWEST_STEPS
    assert any(attempt["recovered"] for attempt in killed), "some kill left an intent behind"
    assert attempts[-1]["killed"] is False, "the last attempt came through"
    for attempt in attempts:
        assert attempt["same_id_again"], attempt
        assert attempt["outcomes"] == ["passed", "passed"], attempt
        assert (attempt["credentials"], attempt["documents"]) == (1, 2), attempt
        assert (attempt["issued_in_audit"], attempt["owed"]) == (1, 1), attempt
        assert (attempt["entries"], attempt["half_done"]) == (1, 0), attempt
        sealed = (attempt["twins"], attempt["sealed_in_log"], attempt["sealed_in_audit"])
        assert sealed == (1, 1, 1), attempt


@pytest.mark.slow
def test_sealing_in_bulk_goes_on_where_it_was_killed(database_url: str) -> None:
    attempts = told_by("sealing_killed", database_url)
    killed = [attempt for attempt in attempts if attempt["killed"]]
    assert len(killed) >= FEWEST_STEPS_OF_SEALING
    assert attempts[-1]["killed"] is False, "the last attempt came through"
    assert {attempt["before"] for attempt in attempts} == set(range(BADGES + 1))
    for attempt in attempts:
        assert attempt["kept"], attempt
        assert attempt["failed"] == [], attempt
        counted = (attempt["after"], attempt["logged"], attempt["audited"])
        assert counted == (BADGES, BADGES, BADGES), attempt


def told_by(program: str, database_url: str) -> list[dict[str, Any]]:
    """Run one of the programs that are killed; give what it tells of each attempt."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", f"tests.journeys.{program}", database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]
