"""`python -m app.work`, as a process: it takes part in the work, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.jobs.asking import ask_for_batch
from issuer.model.batch import Batch, BatchState, RowState
from tests.app.batches.cohorts import Cohort, cohort, counted, learner, states
from tests.app.serving import MASTER_KEY
from tests.issuer.examples import BASE

ROOT = Path(__file__).parents[2]
SECONDS = 180


def environment(url: str, **more: str) -> dict[str, str]:
    """Give a process what the services of these tests have."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # noqa: TID251 - for a child process
    given = {"DATABASE_URL": url, "MASTER_KEY": MASTER_KEY, "PUBLIC_URL": BASE, "WORK": "1"}
    return kept | given | more


@contextmanager
def working(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker; whatever becomes of it, it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.work"], cwd=ROOT, env=environment(url), stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait(what: str, so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + SECONDS
    while not so():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def asked(ready: Cohort, rows: int, *, first: int = 0, chunk_rows: int = 10) -> Batch:
    """Enter a batch and have it issued."""
    numbers = range(first, first + rows)
    batch = ready.batch([learner(number) for number in numbers], chunk_rows=chunk_rows)
    with ready.services.database.write() as connection:
        ask_for_batch(connection, batch.id)
    return batch


def test_a_database_in_a_file_is_not_shared(sqlite_url: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "app.work"],
        cwd=ROOT,
        env=environment(sqlite_url),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert ended.returncode == 2
    assert "name a PostgreSQL in DATABASE_URL" in ended.stderr
    assert MASTER_KEY not in ended.stderr


@pytest.mark.slow
def test_a_worker_issues_a_batch_and_ends_when_asked(postgres_url: str) -> None:
    with cohort(postgres_url) as ready, working(postgres_url) as process:
        batch = asked(ready, 20)
        wait("the batch is issued", lambda: ready.state(batch) is BatchState.FINISHED)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
        assert states(ready.rows(batch)) == {RowState.ISSUED: 20}


@pytest.mark.slow
def test_a_killed_worker_takes_its_processes_along_and_another_goes_on(postgres_url: str) -> None:
    with cohort(postgres_url) as ready:
        batch = asked(ready, 200)
        with working(postgres_url) as process:
            wait("it has begun", lambda: bool(states(ready.rows(batch))[RowState.ISSUED]))
            hands = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            assert hands
            _, alive = psutil.wait_procs(hands, timeout=SECONDS)
            assert alive == []
        assert ready.state(batch) is BatchState.ISSUING
        with working(postgres_url):
            wait("another goes on", lambda: ready.state(batch) is BatchState.FINISHED)
        assert states(ready.rows(batch)) == {RowState.ISSUED: 200}
        assert counted(ready.services)["credentials"] == 200
