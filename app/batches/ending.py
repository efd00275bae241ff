"""When the last chunk is done: the batch ends, or goes on to be sealed."""

from __future__ import annotations

from dataclasses import replace

from app.db import batch_chunks, batches
from app.db.engine import Connection
from app.services import Services
from issuer.model.batch import Batch, BatchState, ChunkState

_TO_ISSUE = (ChunkState.WAITING, ChunkState.ISSUING)


def go_on(services: Services, batch_id: str) -> Batch:
    """Let a batch go on once all its chunks have; called again, it changes nothing."""
    with services.database.read() as connection:
        batch = batches.by_id(connection, batch_id)
        if _next(connection, batch) is batch.state:
            return batch  # whoever ends the last chunk sees all of them: nobody waits for others
    with services.database.write() as connection:
        batch = batches.by_id(connection, batch_id, for_update=True)
        state = _next(connection, batch)
        if state is batch.state:
            return batch
        moved = replace(batch, state=state)
        if state is BatchState.FINISHED:
            now = services.clock.now()
            moved = replace(
                moved, ended_at=now, content_until=now + services.settings.batch_content_kept
            )
        batches.save(connection, moved, previous=batch)
        return moved


def fail(services: Services, batch_id: str, code: str) -> None:
    """Stop a batch for a reason that concerns all of it; it can be resumed."""
    with services.database.write() as connection:
        batch = batches.by_id(connection, batch_id, for_update=True)
        if batch.state in {BatchState.CHECKING, BatchState.ISSUING, BatchState.SEALING}:
            now, kept = services.clock.now(), services.settings.batch_content_kept
            failed = replace(
                batch,
                state=BatchState.FAILED,
                failure=code,
                ended_at=now,
                content_until=now + kept,
            )
            batches.save(connection, failed, previous=batch)


def _next(connection: Connection, batch: Batch) -> BatchState:
    if batch.state not in {BatchState.ISSUING, BatchState.SEALING}:
        return batch.state
    if batch_chunks.numbers(connection, batch.id, *_TO_ISSUE):
        return BatchState.ISSUING
    if batch_chunks.numbers(connection, batch.id, ChunkState.SEALING):
        return BatchState.SEALING
    return BatchState.FINISHED
