"""Statements that run with every credential: written once, and on SQLite run by the driver itself.

What SQLAlchemy does around a statement takes several times as long as SQLite does for it, and
issuing one credential takes some twenty. So the text of a statement, and what the types of its
columns do to values, are looked up once. On PostgreSQL, where a statement is a message there and
back, SQLAlchemy runs it as ever. Both give the same.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Cursor
from sqlite3 import Error as SqliteError
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Executable, Insert, Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from app.db.types import UtcDateTime

_Convert: TypeAlias = Callable[[Any], Any] | None
_FEW = 16


class Written:
    """A statement with bound parameters; one that inserts takes rows."""

    def __init__(self, statement: Executable) -> None:
        self._statement: Any = statement
        self._on_sqlite: dict[tuple[str, ...], _Text] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Run it, and give its rows, whose columns are attributes."""
        if connection.dialect.name != "sqlite":
            rows: Sequence[Row[Any]] = connection.execute(self._statement, values).all()
            return rows
        text = self._text(connection, values)
        cursor = run_plainly(connection, text.sql, text.bound(values))
        try:
            return [text.row(each) for each in cursor.fetchall()]
        except SqliteError as error:  # foreign keys are looked at when a statement ends
            raise _as_sqlalchemys(error, text.sql, connection) from None

    def one(self, connection: Connection, values: Mapping[str, Any]) -> Row[Any] | None:
        """Run it, and give its first row; None when there is none."""
        return next(iter(self.rows(connection, values)), None)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run it for its effect; give how many rows it met."""
        if connection.dialect.name != "sqlite":
            met: int = connection.execute(self._statement, values).rowcount
            return met
        text = self._text(connection, values)
        return run_plainly(connection, text.sql, text.bound(values)).rowcount

    def insert(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, one or more, all with the same columns."""
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, rows)
            return
        text = self._text(connection, rows[0])
        run_plainly(connection, text.sql, map(text.bound, rows), many=True)

    def _text(self, connection: Connection, values: Mapping[str, Any]) -> "_Text":
        names = tuple(values)
        text = self._on_sqlite.get(names)
        if text is None:
            text = self._on_sqlite[names] = _text_of(self._statement, connection.dialect, names)
        return text


def run_plainly(
    connection: Connection, sql: str, values: Iterable[Any] = (), *, many: bool = False
) -> Cursor:
    """Have SQLite's driver run a statement, or once for each of many values.

    Raises DBAPIError, as SQLAlchemy would.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        cursor: Cursor = (driver.executemany if many else driver.execute)(sql, values)
    except SqliteError as error:
        raise _as_sqlalchemys(error, sql, connection) from None
    return cursor


def _as_sqlalchemys(error: SqliteError, sql: str, connection: Connection) -> BaseException:
    # Without the values, like every error of a statement.
    return DBAPIError.instance(
        sql, None, error, SqliteError, hide_parameters=True, dialect=connection.dialect
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as SQLite takes it."""

    sql: str
    _parameters: tuple[tuple[str, bool, Any, _Convert], ...]
    """Of each place the name, whether its value is given, its value if not, the conversion."""
    _columns: tuple[_Convert, ...]
    _row: Callable[..., Any]

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """Put values in their places, as their columns' types write them; KeyError if one lacks."""
        placed = (
            (values[name] if is_given else constant, convert)
            for name, is_given, constant, convert in self._parameters
        )
        return [convert(value) if convert else value for value, convert in placed]

    def row(self, found: Sequence[Any]) -> Any:  # noqa: ANN401 - a named tuple of these columns
        """Read a row, as the types of its columns do."""
        pairs = zip(self._columns, found, strict=True)
        return self._row(*(convert(value) if convert else value for convert, value in pairs))


def _text_of(statement: Any, dialect: Dialect, names: tuple[str, ...]) -> _Text:  # noqa: ANN401 - any kind
    # Only an INSERT says by its values which columns it has.
    columns = list(names) if isinstance(statement, Insert) else None
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    missing = {name for name, bind in compiled.binds.items() if bind.required} - set(names)
    if missing:  # which the driver would take for NULL
        raise TypeError(f"the statement was given no {', '.join(sorted(missing))}")
    parameters = tuple(
        (name, name in names, compiled.params[name], _writing(compiled.binds[name].type, dialect))
        for name in compiled.positiontup
    )
    read = list(statement.exported_columns)
    return _Text(
        str(compiled),
        parameters,
        tuple(_reading(each.type, dialect) for each in read),
        namedtuple("Columns", [each.name for each in read]),  # noqa: PYI024 - known only now
    )


def _writing(of: TypeEngine[Any], dialect: Dialect) -> _Convert:
    convert = of.dialect_impl(dialect).bind_processor(dialect)
    # Rows that are written together have the same few moments.
    return lru_cache(_FEW)(convert) if convert and isinstance(of, UtcDateTime) else convert


def _reading(of: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return of.dialect_impl(dialect).result_processor(dialect, None)
