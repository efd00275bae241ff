"""Does what is due for batches, here and now, in the order in which a service would."""

from __future__ import annotations

import asyncio

from app.batches.check_stage import check_batch
from app.jobs.job import Job, Task, due
from app.jobs.performing import perform
from app.services import Services
from app.workers import Workers

SECONDS = 60


def do_all(services: Services) -> None:
    """Do jobs until nothing is left to do."""
    while jobs := _due(services):
        for job in jobs:
            do(services, job)


def do(services: Services, job: Job) -> None:
    """Do one job."""
    if job.task is Task.CHECK_BATCH:
        asyncio.run(_check(services, job.batch_id))
    else:
        perform(services, job)


def _due(services: Services) -> list[Job]:
    with services.database.read() as connection:
        return list(due(connection))


async def _check(services: Services, batch_id: str) -> None:
    async with Workers(1, seconds=SECONDS) as workers:
        await check_batch(services, workers, batch_id)
