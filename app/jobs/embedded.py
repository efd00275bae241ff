"""Jobs on SQLite: one process works, and the tables of batches tell it what is due.

There is no queue: a restart finds in the tables what is left to do. A bell says when to look.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from app.db.engine import DatabaseUnavailable
from app.jobs.doing import Doing
from app.jobs.hands import JobFailed
from app.jobs.job import Job, due

LOG = logging.getLogger("dokazilo.jobs")


@dataclass(slots=True)
class Embedded:
    """What is being done, and what failed and waits."""

    doing: Doing
    running: dict[Job, asyncio.Task[None]] = field(default_factory=dict)
    failures: dict[Job, int] = field(default_factory=dict)

    async def work(self) -> None:
        """Do what is due, for ever; as many jobs at once as there are hands."""
        bell, looked = self.doing.services.jobs_bell, self.doing.pace.looked
        while True:
            for job in await asyncio.to_thread(self._due):
                if len(self.running) < self.doing.hands.count and job not in self.running:
                    self.running[job] = asyncio.create_task(self._do(job))
            pause = asyncio.create_task(bell.rung(within=looked))
            await asyncio.wait({pause, *self.running.values()}, return_when=asyncio.FIRST_COMPLETED)
            pause.cancel()

    def _due(self) -> list[Job]:
        try:
            with self.doing.services.database.read() as connection:
                return list(due(connection))
        except DatabaseUnavailable:
            return []  # the next look will tell

    async def _do(self, job: Job) -> None:
        try:
            await self.doing.do(job)
            self.failures.pop(job, None)
        except JobFailed as error:
            failures = self.failures[job] = self.failures.get(job, 0) + 1
            LOG.warning("%s failed (%s), attempt %d", job.name, error, failures)
            if not await self.doing.give_up(job, failures):
                await asyncio.sleep(self.doing.pace.wait(failures))
        finally:
            del self.running[job]
