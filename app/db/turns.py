"""Taking turns: what is slow and happens outside the database is done by one at a time.

Within a process by locks, which is enough where SQLite has one; among processes by PostgreSQL's
advisory locks, those of a transaction: they end with it, and a pooler between does no harm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from weakref import WeakValueDictionary

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError


class NotOurTurn(Exception):
    """Others are at it for longer than anybody waits."""


class Turns:
    """Whose turn it is, among the threads of this process."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        self._finding = Lock()

    @contextmanager
    def turn(self, what: str, patience: timedelta) -> Iterator[None]:
        """Wait until nobody else is in such a block, then run this one. Raises NotOurTurn."""
        with self._finding:  # finding or making it is two steps
            lock = self._locks.setdefault(what, Lock())
        if not lock.acquire(timeout=patience.total_seconds()):
            raise NotOurTurn
        try:
            yield
        finally:
            lock.release()


def wait_for_turn(connection: Connection, what: str, patience: timedelta) -> None:
    """Have the turn until the transaction ends, among all processes on PostgreSQL.

    Raises NotOurTurn; the transaction is then of no more use.
    """
    key = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
    milliseconds = round(patience.total_seconds() * 1000)
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
    try:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise NotOurTurn from None
        raise
