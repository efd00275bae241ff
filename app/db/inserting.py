"""Insert unless it is there: the same on both databases, and a conflict ends no transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, literal
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False if a unique constraint already holds its place.

    On PostgreSQL this waits for a transaction that is just inserting the same, and then knows.
    """
    # A row comes back only for a row that was inserted; row counts differ between drivers.
    inserted = literal(1)
    if connection.dialect.name == "sqlite":
        on_sqlite = sqlite.insert(table).values(**row).on_conflict_do_nothing()
        return connection.scalar(on_sqlite.returning(inserted)) is not None
    on_postgresql = postgresql.insert(table).values(**row).on_conflict_do_nothing()
    return connection.scalar(on_postgresql.returning(inserted)) is not None
