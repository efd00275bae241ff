"""Who does a job, and when it has failed for good."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

from app.batches.check_stage import check_batch
from app.batches.ending import fail
from app.jobs.hands import JobFailed
from app.jobs.job import Job, Task
from app.jobs.pace import STOPPED, Pace
from app.services import Services
from app.workers import Workers


class DoesJobs(Protocol):
    """Does jobs: processes of our own, as a rule."""

    @property
    def count(self) -> int:
        """How many at once."""

    async def do(self, job: Job) -> None:
        """Have a job done. Raises JobFailed."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What jobs are done with."""

    services: Services
    hands: DoesJobs
    readers: Workers
    """Read files of results: they never see a key."""
    pace: Pace

    async def do(self, job: Job) -> None:
        """Have a job done to its end. Raises JobFailed."""
        if job.task is not Task.CHECK_BATCH:
            await self.hands.do(job)
            return
        try:
            await check_batch(self.services, self.readers, job.batch_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job is tried again
            raise JobFailed(type(error).__qualname__) from None

    async def give_up(self, job: Job, failures: int) -> bool:
        """Stop the batch of a job that has failed too often; tell whether it has."""
        if failures < self.pace.most_failures:
            return False
        await asyncio.to_thread(fail, self.services, job.batch_id, STOPPED)
        return True
