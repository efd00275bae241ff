"""One starting process at a time: what is done once must not be done by two at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.db.engine import Database

_OUR_LOCK = 0x446F6B617A696C70  # beside that of the migrations: names the advisory lock


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Wait until no other process is in such a block on this database, then run this one.

    The lock ends with its process, however that ends.
    """
    if database.engine.dialect.name == "sqlite":
        with _alone_with_file(Path(str(database.engine.url.database))):
            yield
        return
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_OUR_LOCK})")
        connection.commit()  # the lock is the session's; no transaction stays open meanwhile
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_OUR_LOCK})")
            connection.commit()


@contextmanager
def _alone_with_file(path: Path) -> Iterator[None]:
    # SQLite's own locks end with a transaction, and what is done here takes many.
    holder = os.open(path.with_name(f"{path.name}-start"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(holder)
