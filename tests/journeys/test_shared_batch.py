"""Two services on two ports share a batch on one PostgreSQL; losing one of them loses nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import Popen

import psutil
import pytest

from issuer.model.batch import Batch, BatchState, RowState
from tests.app.batches.cohorts import Cohort, cohort, counted, states
from tests.app.serving import MASTER_KEY
from tests.app.test_run import running
from tests.app.test_work import asked, wait
from tests.issuer.examples import BASE

ROWS, CHUNK_ROWS = 1200, 100
MOST_TO_WARM = 40


@contextmanager
def service(url: str, folder: Path) -> Iterator[Popen[str]]:
    """Start a service with one process for batches."""
    given = {"DATABASE_URL": url, "MASTER_KEY": MASTER_KEY, "PUBLIC_URL": BASE}
    with running(folder, **given, WORK="1", DEMO="0") as (_, process):
        yield process


def seconds(ready: Cohort, batch: Batch) -> float:
    """Wait for the end of a batch; tell how long that took."""
    began = time.monotonic()
    wait("the batch is issued", lambda: ready.state(batch) is BatchState.FINISHED)
    return time.monotonic() - began


def warmed(ready: Cohort, process: Popen[str], first: int) -> int:
    """Give small batches until a service has its process and knows the shapes; tells how many."""
    for number in range(1, MOST_TO_WARM):
        seconds(ready, asked(ready, 20, first=first + 20 * number))
        if psutil.Process(process.pid).children():
            return 20 * number
    raise AssertionError("it takes no part in the work")


@pytest.mark.slow
def test_two_services_share_a_batch_and_one_can_be_lost(postgres_url: str, tmp_path: Path) -> None:
    with cohort(postgres_url) as ready, ExitStack() as running_on:
        first = running_on.enter_context(service(postgres_url, tmp_path / "1"))
        rows = warmed(ready, first, first=0)
        alone = seconds(ready, asked(ready, ROWS, first=10_000, chunk_rows=CHUNK_ROWS))
        second = running_on.enter_context(service(postgres_url, tmp_path / "2"))
        rows += warmed(ready, second, first=5_000)
        together = seconds(ready, asked(ready, ROWS, first=20_000, chunk_rows=CHUNK_ROWS))
        # Shown, not asserted: how busy a machine is decides what two of them are worth.
        print(f"{ROWS} rows: {alone:.1f} s with one service, {together:.1f} s with two")  # noqa: T201
        batch = asked(ready, ROWS, first=30_000, chunk_rows=CHUNK_ROWS)
        wait("it has begun", lambda: bool(states(ready.rows(batch))[RowState.ISSUED]))
        first.kill()
        seconds(ready, batch)
        assert states(ready.rows(batch)) == {RowState.ISSUED: ROWS}
        assert counted(ready.services)["credentials"] == rows + 3 * ROWS
