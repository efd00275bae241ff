"""Do one job in this process: the same functions on both databases."""

from __future__ import annotations

from app.batches.chunk import issue_chunk
from app.batches.ending import fail, go_on
from app.batches.sealing import seal_chunk
from app.jobs.job import Job, Task
from app.services import Services
from issuer.errors import NoSigningKey, NotFound, NotPermitted, WrongState

_OF_THE_WHOLE_BATCH = (NoSigningKey, NotFound, NotPermitted, WrongState)
"""What no later attempt mends by itself: the batch stops, and says why."""


def perform(services: Services, job: Job) -> None:
    """Issue or seal a chunk, or let its batch go on; done already, it does nothing.

    Whatever is raised may be gone at the next attempt.
    """
    try:
        if job.task is Task.ISSUE_CHUNK:
            issue_chunk(services, job.batch_id, job.number)
        if job.task is Task.SEAL_CHUNK:
            seal_chunk(services, job.batch_id, job.number)
        go_on(services, job.batch_id)
    except _OF_THE_WHOLE_BATCH as error:
        fail(services, job.batch_id, error.code)
