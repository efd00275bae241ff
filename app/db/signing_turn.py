"""Whose turn it is to sign a status list: one signer at a time, in all processes of the service."""

import hashlib
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Condition

from sqlalchemy import select
from sqlalchemy.sql.functions import func

from app.db.engine import Database

_TURNS = Condition()
_TAKEN: set[Hashable] = set()
"""In this process."""


@contextmanager
def signing_turn(database: Database, list_id: str, *, wait: bool) -> Iterator[bool]:
    """Take the turn to sign a list until the block ends; tell whether it was had.

    Without `wait`, whoever comes while another signs goes on without the turn. No row is held: what
    is revoked meanwhile is not kept waiting.
    """
    if database.engine.dialect.name == "sqlite":
        with turn_in_process((database, "signs", list_id), wait=wait) as taken:
            yield taken
        return
    number = int.from_bytes(hashlib.sha256(list_id.encode()).digest()[:8], signed=True)
    with database.read() as connection:  # the lock is the transaction's, however that ends
        if wait:
            connection.execute(select(func.pg_advisory_xact_lock(number)))
            yield True
        else:
            yield bool(connection.scalar(select(func.pg_try_advisory_xact_lock(number))))


@contextmanager
def turn_in_process(turn: Hashable, *, wait: bool) -> Iterator[bool]:
    """Do the same among the threads of this process, which is all that SQLite serves."""
    with _TURNS:
        while wait and turn in _TAKEN:
            _TURNS.wait()
        is_free = turn not in _TAKEN
        if is_free:
            _TAKEN.add(turn)
    try:
        yield is_free
    finally:
        if is_free:
            with _TURNS:
                _TAKEN.discard(turn)
                _TURNS.notify_all()
