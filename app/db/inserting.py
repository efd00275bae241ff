"""Inserting the same way on both databases: unless it is there, or very many rows at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import psycopg
from sqlalchemy import Column, Connection, Row, Table, insert, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from app.db.types import UtcDateTime
from app.db.written import Written

_Row = Mapping[str, Any]
_FEW = 16
_WORTH_A_COPY = 4
"""Rows: PostgreSQL takes fewer sooner by INSERT, as COPY asks it twice more before it begins."""


def insert_if_absent(connection: Connection, table: Table, row: _Row) -> bool:
    """Insert a row; False if a unique constraint already holds its place. It ends no transaction.

    On PostgreSQL this waits for a transaction that is just inserting the same, and then knows.
    """
    return bool(_if_absent(table, connection.dialect.name).rows(connection, row))


@cache
def _if_absent(table: Table, dialect: str) -> Written:
    # A row comes back only for a row that was inserted; row counts differ between drivers.
    inserted = literal(1).label("inserted")
    if dialect == "sqlite":
        return Written(sqlite.insert(table).on_conflict_do_nothing().returning(inserted))
    return Written(postgresql.insert(table).on_conflict_do_nothing().returning(inserted))


def insert_absent(
    connection: Connection, table: Table, rows: Sequence[_Row], *columns: Column[Any]
) -> Sequence[Row[Any]]:
    """Insert those rows whose place is free; gives these columns of the rows inserted."""
    if not rows:
        return ()
    if connection.dialect.name == "sqlite":
        on_sqlite = sqlite.insert(table).on_conflict_do_nothing().returning(*columns)
        return connection.execute(on_sqlite, rows).all()
    on_postgresql = postgresql.insert(table).on_conflict_do_nothing().returning(*columns)
    return connection.execute(on_postgresql, rows).all()


def insert_all(connection: Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Insert many rows, all with the same columns, by the shortest way that the driver has."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        inserting(table).insert(connection, rows)
        return
    columns = [table.c[name] for name in rows[0]]
    values = _as_the_driver_takes_them(connection, columns, rows)
    names = ", ".join(each.name for each in columns)
    if len(rows) < _WORTH_A_COPY:
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, list(values))
    else:
        _copy(
            connection, f"COPY {table.name} ({names}) FROM STDIN (FORMAT BINARY)", columns, values
        )


@cache
def inserting(table: Table) -> Written:
    """Give the statement that inserts into a table."""
    return Written(insert(table))


def _as_the_driver_takes_them(
    connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[_Row]
) -> Iterator[tuple[Any, ...]]:
    """Do to values what their types do; row by row SQLAlchemy would take five times as long."""
    dialect = connection.dialect
    converters = [each.type.dialect_impl(dialect).bind_processor(dialect) for each in columns]
    for at, column in enumerate(columns):
        convert = converters[at]
        if isinstance(column.type, UtcDateTime) and convert is not None:
            converters[at] = lru_cache(_FEW)(convert)  # a chunk has the same few moments
    for row in rows:
        values = zip(converters, row.values(), strict=True)
        yield tuple(convert(value) if convert else value for convert, value in values)


def _copy(
    connection: Connection,
    statement: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    types = [_BINARY[each.type.compile(connection.dialect).partition("(")[0]] for each in columns]
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # As every other statement's error is raised, and like them without the values.
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from None


_BINARY = {
    "BIGINT": "int8",
    "BOOLEAN": "bool",
    "BYTEA": "bytea",
    "INTEGER": "int4",
    "TEXT": "text",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "VARCHAR": "text",
}
"""PostgreSQL's names of the types that COPY writes, by what the tables call them."""
