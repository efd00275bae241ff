"""What becomes of files that were kept long enough, and of those that never came whole."""

from __future__ import annotations

from datetime import timedelta

from app.db import batch_chunks, batch_rows, batches
from app.services import Services
from issuer.model.batch import ChunkState

_ARRIVES_WITHIN = timedelta(days=1)


def tidy_batches(services: Services) -> None:
    """Destroy content whose time is over, and take back uploads that broke off with a process."""
    now = services.clock.now()
    with services.database.read() as connection:
        over = batches.destroyable(connection, now=now)
        broken_off = batches.received_since(connection, before=now - _ARRIVES_WITHIN)
    for batch_id in over:
        _destroy(services, batch_id)
    for batch_id in broken_off:
        with services.database.write() as connection:
            batches.remove(connection, batch_id)


def _destroy(services: Services, batch_id: str) -> None:
    """Destroy rows some at a time, so that nobody waits for long; at last the key to all of it.

    Only then is it done: broken off before, it is begun again.
    """
    with services.database.read() as connection:
        chunks = batch_chunks.numbers(connection, batch_id, *ChunkState)
    for number in chunks:
        with services.database.write() as connection:
            batch_rows.empty(connection, batch_id, number)
    with services.database.write() as connection:
        batches.destroy_content(connection, batch_id)
