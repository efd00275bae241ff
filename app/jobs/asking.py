"""Ask for jobs in the transaction that makes them due: both are committed, or neither.

On PostgreSQL procrastinate keeps the jobs. On SQLite the one process that works looks through the
tables of batches, at once when its bell rings, and nothing has to be asked for.
Why: docs/adr/0026-jobs.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.db import batches
from app.db.engine import Connection
from app.jobs.job import Job, due_for


def ask_for_batch(connection: Connection, batch_id: str) -> None:
    """Ask for whatever a batch needs next, as it stands in this transaction."""
    ask(connection, list(due_for(connection, batches.by_id(connection, batch_id))))


def ask(connection: Connection, jobs: Sequence[Job]) -> None:
    """Ask for jobs; one that waits already is not queued twice."""
    if jobs and connection.dialect.name != "sqlite":
        from app.jobs.queue import defer  # noqa: PLC0415 - procrastinate is loaded where it is used

        defer(connection, jobs)
