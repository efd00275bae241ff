"""Jobs on PostgreSQL: any number of processes share them, and procrastinate is their queue.

A process that dies leaves its jobs behind as begun. The others see that its heartbeat has stopped
and take them over; what it had committed stays, for every job finds out what is left to do.
"""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, field

from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.jobs import Job as QueuedJob

from app.db.engine import DatabaseUnavailable
from app.jobs.doing import Doing
from app.jobs.hands import JobFailed
from app.jobs.job import Job, Task, due
from app.jobs.pace import Pace
from app.jobs.queue import QUEUE, defer, job_of

LOG = logging.getLogger("dokazilo.jobs")

_CONNECTIONS = 4
_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_FINISH = 20.0
"""For a chunk in work when the process is to end; then it is begun anew elsewhere."""


@dataclass(slots=True)
class Shared:
    """One process among those that share the jobs."""

    doing: Doing
    running: set[int | None] = field(default_factory=set)
    """Ids of the jobs that are really being done here."""
    suspected: set[int | None] = field(default_factory=set)
    """Ids of jobs that count as done here, and were not when we last looked."""
    own_id: int | None = None
    """This process among procrastinate's workers; known from the first job on."""

    async def work(self) -> None:
        """Take jobs from the queue, for ever; a database that was away is found again."""
        while True:
            try:
                await self._work()
            except ConnectorException:
                LOG.warning("the queue of jobs is away; trying again")
            await asyncio.sleep(self.doing.pace.looked)

    async def _work(self) -> None:
        pace = self.doing.pace
        connector = PsycopgConnector(
            conninfo=self.doing.services.database.libpq_address(),
            min_size=1,
            max_size=_CONNECTIONS,
            timeout=_SECONDS_TO_CONNECT,
        )
        app = App(connector=connector)
        for task in Task:
            app.task(name=task.value, queue=QUEUE, retry=_Again(pace), pass_context=True)(self._do)
        async with app.open_async():
            keeping = asyncio.create_task(self._keep_going(app))
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self.doing.hands.count,
                    install_signal_handlers=False,
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,
                    fetch_job_polling_interval=pace.heartbeat,
                    update_heartbeat_interval=pace.heartbeat,
                    stalled_worker_timeout=pace.given_up,
                    shutdown_graceful_timeout=_SECONDS_TO_FINISH,
                )
            finally:
                keeping.cancel()

    async def _do(self, context: JobContext, batch_id: str, number: int) -> None:
        job, failures = Job(Task(context.job.task_name), batch_id, number), context.job.attempts + 1
        self.own_id = context.job.worker_id
        self.running.add(context.job.id)
        try:
            await self.doing.do(job)
        except JobFailed as error:
            LOG.warning("%s failed (%s), attempt %d", job.name, error, failures)
            if not await self.doing.give_up(job, failures):
                raise
        finally:
            self.running.discard(context.job.id)

    async def _keep_going(self, app: App) -> None:
        """See now and then that no job is left lying."""
        while True:
            try:
                await self._take_over(app)
                await self._ask_for_what_is_due(app)
            except (ConnectorException, DatabaseUnavailable) as error:
                LOG.warning("could not look for jobs left lying: %s", type(error).__qualname__)
            await asyncio.sleep(self.doing.pace.given_up / 2)

    async def _take_over(self, app: App) -> None:
        """Let jobs wait again that nobody does: their process died, or could not report them."""
        manager = app.job_manager
        await manager.prune_stalled_workers(self.doing.pace.given_up)
        begun = await manager.list_jobs_async(queue=QUEUE, status=Status.DOING.value)
        ours = {job.id for job in begun if job.worker_id == self.own_id} - self.running
        left = {job.id for job in begun if job.worker_id is None} | (ours & self.suspected)
        self.suspected = ours
        for job in begun:
            if job.id in left:
                await _let_wait_again(app, job)

    async def _ask_for_what_is_due(self, app: App) -> None:
        """Queue what the tables of batches say is due and nobody has asked for."""
        known = {
            job_of(kept)
            for status in ("todo", "doing")
            for kept in await app.job_manager.list_jobs_async(queue=QUEUE, status=status)
        }
        await asyncio.to_thread(self._ask, known)

    def _ask(self, known: set[Job]) -> None:
        database = self.doing.services.database
        with database.read() as connection:
            missing = [job for job in due(connection) if job not in known]
        if missing:
            with database.write() as connection:
                defer(connection, missing)


@dataclass(frozen=True, slots=True)
class _Again(BaseRetryStrategy):
    """Try a job again, ever later: whoever does it says when it has failed for good."""

    pace: Pace

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision:
        """Say when to try again."""
        del exception
        return RetryDecision(retry_in={"seconds": math.ceil(self.pace.wait(job.attempts + 1))})


async def _let_wait_again(app: App, job: QueuedJob) -> None:
    try:
        await app.job_manager.retry_job(job)
    except ConnectorException:
        # The same job waits already, or another process was faster: this one is not needed.
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
