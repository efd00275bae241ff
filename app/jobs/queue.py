"""Jobs as procrastinate keeps them in PostgreSQL."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from typing import Any

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as QueuedJob

from app.db.engine import Connection
from app.jobs.job import Job, Task

QUEUE = "batches"
# It logs each job with its arguments and its traceback: ours are logged by name.
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)


def defer(connection: Connection, jobs: Sequence[Job]) -> None:
    """Queue jobs in this transaction; those that wait already stay as they are."""
    try:
        _defer(connection, jobs)
    except AlreadyEnqueued:
        for job in jobs:
            _defer_if_new(connection, job)


def queued(job: Job) -> QueuedJob:
    """Write a job as procrastinate keeps it."""
    return QueuedJob(
        queue=QUEUE,
        task_name=job.task.value,
        queueing_lock=job.name,  # the same job does not wait twice
        lock=job.name,  # nor is it done by two at once
        task_kwargs={"batch_id": job.batch_id, "number": job.number},
    )


def job_of(kept: QueuedJob) -> Job:
    """Read a job as procrastinate keeps it."""
    said: dict[str, Any] = kept.task_kwargs
    return Job(Task(kept.task_name), said["batch_id"], said["number"])


def _defer_if_new(connection: Connection, job: Job) -> None:
    try:
        _defer(connection, [job])
    except AlreadyEnqueued:
        return


def _defer(connection: Connection, jobs: Sequence[Job]) -> None:
    driver_connection = connection.connection.driver_connection
    with connection.begin_nested():  # a job that waits already must not end our transaction
        _asking().job_manager.batch_defer_jobs(
            jobs=[queued(job) for job in jobs], connection=driver_connection
        )


@cache
def _asking() -> App:
    """Give an app that only writes jobs down, on connections that it is handed."""
    return App(connector=SyncPsycopgConnector())
