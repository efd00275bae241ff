"""Whose turn it is to sign a status list: one signer at a time, in all processes of the service."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import select
from sqlalchemy.sql.functions import func

from app.db.engine import Database

_LOCKS = tuple(Lock() for _ in range(64))
"""For SQLite, which serves one process. Two lists that share one wait for each other."""


@contextmanager
def signing_turn(database: Database, list_id: str, *, wait: bool) -> Iterator[bool]:
    """Take the turn to sign a list until the block ends; tell whether it was had.

    Without `wait`, whoever comes while another signs goes on without the turn. No row is held: what
    is revoked meanwhile is not kept waiting.
    """
    number = int.from_bytes(hashlib.sha256(list_id.encode()).digest()[:8], signed=True)
    if database.engine.dialect.name == "sqlite":
        lock = _LOCKS[number % len(_LOCKS)]
        taken = lock.acquire(blocking=wait)
        try:
            yield taken
        finally:
            if taken:
                lock.release()
        return
    with database.read() as connection:  # the lock is the transaction's, however that ends
        if wait:
            connection.execute(select(func.pg_advisory_xact_lock(number)))
            yield True
        else:
            yield bool(connection.scalar(select(func.pg_try_advisory_xact_lock(number))))
