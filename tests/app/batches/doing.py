"""Does what is due for batches, here and now, in the order in which a service would."""

from __future__ import annotations

import asyncio

from app.batches.check_stage import check_batch
from app.jobs.job import Job, Task, due
from app.jobs.performing import perform
from app.jobs.working import READER_GROWN
from app.services import Services
from app.workers import Workers

SECONDS = 60

# One reader for all tests of this process: to start one takes longer than to check their files.
_LOOP = asyncio.Runner()
_READERS = Workers(1, seconds=SECONDS, grown=READER_GROWN)


def do_all(services: Services) -> None:
    """Do jobs until nothing is left to do."""
    while jobs := _due(services):
        for job in jobs:
            do(services, job)


def do(services: Services, job: Job) -> None:
    """Do one job."""
    if job.task is Task.CHECK_BATCH:
        _LOOP.run(check_batch(services, _READERS, job.batch_id))
    else:
        perform(services, job)


def _due(services: Services) -> list[Job]:
    with services.database.read() as connection:
        return list(due(connection))
