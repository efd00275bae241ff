"""Killed at every step of issuing: after a restart nothing is lost, doubled or half signed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FEWEST_STEPS = 30


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_whenever_the_process_is_killed(database_url: str) -> None:
    program = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.journeys.killing", database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert program.returncode == 0, program.stderr
    attempts = [json.loads(line) for line in program.stdout.splitlines()]
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
