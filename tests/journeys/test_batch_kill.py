"""Workers killed 200 times while batches are issued: every row one credential, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOWS = 200
FEWEST_BEGUN_AGAIN = 10
SEED = 20_261_123


@pytest.mark.slow
def test_every_row_is_issued_once_however_often_its_worker_is_killed(database_url: str) -> None:
    program = subprocess.run(  # noqa: S603 - our own program
        [
            sys.executable,
            "-m",
            "tests.journeys.killing_batches",
            database_url,
            str(BLOWS),
            str(SEED),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert program.returncode == 0, f"seed {SEED}: {program.stderr[-4000:]}"
    found = json.loads(program.stdout)
    print(f"seed {SEED}: {program.stdout}")  # noqa: T201 - shown when the test fails
    assert found["ended"], "the batches ended by themselves"
    assert found["blows"] == BLOWS
    assert found["begun_again"] >= FEWEST_BEGUN_AGAIN, "some kills met a chunk in work"
    rows = found["rows"]
    once = ("awards", "credentials", "owed", "places", "learners", "rows_issued", "verified")
    audited = ("award.proposed", "award.approved", "credential.issued")
    assert {name: found[name] for name in (*once, *audited)} == dict.fromkeys(
        (*once, *audited), rows
    )
    assert (found["documents"], found["logged"]) == (2 * rows, 2 * rows)
    none = ("unfinished", "rows_without_credential", "learners_twice", "places_of_nobody")
    assert {name: found[name] for name in none} == dict.fromkeys(none, 0)
