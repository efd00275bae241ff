"""Jobs are done on both databases, found again after a restart, and taken over from the dead."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.batches.deciding import Decision
from app.db import batch_chunks, batches
from app.jobs.asking import ask, ask_for_batch
from app.jobs.job import Job, Task, due
from app.jobs.pace import Pace
from app.jobs.working import jobs_done
from issuer.errors import NotFound
from issuer.model.batch import Batch, BatchState, ChunkState, RowState
from tests.app.batches.cohorts import Cohort, cohort, counted, learner, states
from tests.issuer.examples import ISSUER

QUICK = Pace(looked=0.05, heartbeat=0.3, given_up=1.0, first_wait=0.1)
SECONDS = 120


@pytest.fixture
def ready(database_url: str) -> Iterator[Cohort]:
    """Open a school that has batches to issue."""
    with cohort(database_url) as opened:
        yield opened


def work_until(
    ready: Cohort, ended: Callable[[], bool], *, processes: int = 2, pace: Pace = QUICK
) -> None:
    """Have jobs done until something is so."""

    async def work() -> None:
        async with jobs_done(ready.services, processes=processes, pace=pace):
            await until(ended)

    asyncio.run(work())


async def until(ended: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await asyncio.to_thread(ended):  # noqa: ASYNC110 - another process ends it
            await asyncio.sleep(0.05)


def waiting(ready: Cohort) -> list[str]:
    """Name the jobs that procrastinate keeps."""
    with ready.services.database.read() as connection:
        rows = connection.execute(text("SELECT queueing_lock FROM procrastinate_jobs ORDER BY id"))
        return [row[0] for row in rows]


def test_a_batch_is_issued_chunk_by_chunk_and_ends(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(9)], chunk_rows=2)
    work_until(ready, lambda: ready.state(batch) is BatchState.FINISHED)
    assert states(ready.rows(batch)) == {RowState.ISSUED: 9}
    assert counted(ready.services)["credentials"] == 9
    with ready.services.database.read() as connection:
        assert list(due(connection)) == []
        assert batches.by_id(connection, batch.id).ended_at is not None


def test_what_concerns_the_whole_batch_stops_it(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    with ready.services.database.write() as connection:
        connection.execute(text("UPDATE signing_keys SET retired_at = active_from"))
    work_until(ready, lambda: ready.state(batch) is BatchState.FAILED)
    with ready.services.database.read() as connection:
        assert batches.by_id(connection, batch.id).failure == "NO_SIGNING_KEY"
        assert list(due(connection)) == []


def test_a_job_that_fails_again_and_again_stops_its_batch(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    with ready.services.database.write() as connection:
        connection.execute(text("UPDATE signing_keys SET key_uri = 'nowhere:'"))

    pace = replace(QUICK, most_failures=3)
    work_until(ready, lambda: ready.state(batch) is BatchState.FAILED, pace=pace)
    with ready.services.database.read() as connection:
        assert batches.by_id(connection, batch.id).failure == "JOB_FAILED"


def test_without_processes_nothing_is_done(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])

    async def wait() -> None:
        async with jobs_done(ready.services, processes=0, pace=QUICK):
            await asyncio.sleep(0.5)

    asyncio.run(wait())
    assert ready.state(batch) is BatchState.ISSUING


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_decision_about_a_batch_is_heard_at_once(ready: Cohort) -> None:
    """Looking again would take an hour."""
    first, second = ready.batch([learner(1)]), ready.batch([learner(2)])
    decision = Decision(ready.services, ISSUER, second.id)
    decision.cancel()

    async def story() -> None:
        seldom = replace(QUICK, looked=3600.0)
        async with jobs_done(ready.services, processes=1, pace=seldom):
            await until(lambda: ready.state(first) is BatchState.FINISHED)
            await asyncio.to_thread(decision.resume)
            await until(lambda: ready.state(second) is BatchState.FINISHED)

    asyncio.run(story())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_jobs_are_asked_for_once_and_with_the_change_that_makes_them_due(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(4)], chunk_rows=2)
    with pytest.raises(NotFound), ready.services.database.write() as connection:  # noqa: PT012
        ask_for_batch(connection, batch.id)
        batches.by_id(connection, "none")  # raises: the transaction is taken back
    assert waiting(ready) == []
    for _ in range(2):
        with ready.services.database.write() as connection:
            ask_for_batch(connection, batch.id)
    names = [Job(Task.ISSUE_CHUNK, batch.id, number).name for number in (0, 1)]
    assert waiting(ready) == names
    with ready.services.database.write() as connection:
        ask(connection, [Job(Task.ISSUE_CHUNK, batch.id, 1), Job(Task.SEAL_CHUNK, batch.id, 0)])
    assert waiting(ready) == [*names, Job(Task.SEAL_CHUNK, batch.id, 0).name]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_stops_the_service_does_not_wait_for_a_long_job(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    held = text("SELECT 1 FROM batch_chunks WHERE batch_id = :batch FOR UPDATE")
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def is_at_it() -> bool:
        with ready.services.database.read() as connection:
            return bool(connection.scalar(waits))

    with ready.services.database.write() as connection:
        connection.execute(held, {"batch": batch.id})
        work_until(ready, is_at_it)  # ends, though the job cannot
    assert multiprocessing.active_children() == []
    work_until(ready, lambda: ready.state(batch) is BatchState.FINISHED)
    assert counted(ready.services)["credentials"] == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_jobs_of_a_process_that_died_are_taken_over(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    with ready.services.database.write() as connection:
        ask_for_batch(connection, batch.id)
        connection.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - interval '1 hour')"
            )
        )
        connection.execute(
            text(
                "UPDATE procrastinate_jobs SET status = 'doing', "
                "worker_id = (SELECT max(id) FROM procrastinate_workers)"
            )
        )
    work_until(ready, lambda: ready.state(batch) is BatchState.FINISHED)
    assert waiting(ready) == []


def end_of(ready: Cohort, batch: Batch) -> None:
    with ready.services.database.write() as connection:
        chunk = batch_chunks.get(connection, batch.id, 0, for_update=True)
        batch_chunks.save(
            connection, batch.id, replace(chunk, state=ChunkState.DONE), previous=chunk
        )


def test_a_batch_whose_end_was_missed_ends_later(ready: Cohort) -> None:
    """What a kill leaves between the last chunk and the end of its batch."""
    batch = ready.batch([learner(1)])
    end_of(ready, batch)
    with ready.services.database.read() as connection:
        assert list(due(connection)) == [Job(Task.FINISH_BATCH, batch.id)]
    work_until(ready, lambda: ready.state(batch) is BatchState.FINISHED, processes=1)
