"""What there is to do for batches. The tables of batches alone tell what is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.db import batch_chunks, batches
from app.db.engine import Connection
from issuer.model.batch import Batch, BatchState, ChunkState


class Task(StrEnum):
    """Names that stay: they are kept with jobs that wait."""

    CHECK_BATCH = "check_batch"
    ISSUE_CHUNK = "issue_chunk"
    SEAL_CHUNK = "seal_chunk"
    FINISH_BATCH = "finish_batch"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do; doing it twice, or at once, changes nothing."""

    task: Task
    batch_id: str
    number: int = 0
    """The chunk's, where it is about one."""

    @property
    def name(self) -> str:
        """Name it so that the same job is known again."""
        return f"{self.task.value}/{self.batch_id}/{self.number}"


def due(connection: Connection) -> Iterator[Job]:
    """Give what is to be done for all batches under way, the oldest first."""
    for batch in batches.under_way(connection):
        yield from due_for(connection, batch)


def due_for(connection: Connection, batch: Batch) -> Iterator[Job]:
    """Give what is to be done for one batch, chunk by chunk in the file's order."""
    if batch.state is BatchState.CHECKING:
        yield Job(Task.CHECK_BATCH, batch.id)
    if batch.state not in {BatchState.ISSUING, BatchState.SEALING}:
        return
    found = False
    for task, states in _CHUNKS_OF.items():
        for number in batch_chunks.numbers(connection, batch.id, *states):
            found = True
            yield Job(task, batch.id, number)
    if not found:
        yield Job(Task.FINISH_BATCH, batch.id)


_CHUNKS_OF: dict[Task, tuple[ChunkState, ...]] = {
    Task.ISSUE_CHUNK: (ChunkState.WAITING, ChunkState.ISSUING),
    Task.SEAL_CHUNK: (ChunkState.SEALING,),
}
