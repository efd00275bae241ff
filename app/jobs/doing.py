"""Who does a job, and when it has failed for good."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

from app.batches.ending import fail
from app.jobs.job import Job
from app.jobs.pace import STOPPED, Pace
from app.services import Services


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
    pace: Pace

    async def do(self, job: Job) -> None:
        """Have a job done to its end. Raises JobFailed."""
        await self.hands.do(job)

    async def give_up(self, job: Job, failures: int) -> bool:
        """Stop the batch of a job that has failed too often; tell whether it has."""
        if failures < self.pace.most_failures:
            return False
        await asyncio.to_thread(fail, self.services, job.batch_id, STOPPED)
        return True
