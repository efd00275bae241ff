"""The connection to the database: two ways in, for reading and for writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from sqlite3 import Error as SqliteError
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DataError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from app.db.together import Together
from app.db.turns import Turns, wait_for_turn
from issuer.errors import DomainError

__all__ = [
    "Changes",
    "Connection",  # for those who hand one on: SQLAlchemy itself is imported in app.db alone
    "Database",
    "DatabaseUnavailable",
    "UnreadableDatabaseUrl",
    "Unstorable",
    "WouldWait",
    "make_engine",
    "without_waiting",
]

T = TypeVar("T")

_OUT_OF_REACH: ContextVar[bool] = ContextVar("out of reach", default=False)
_SECONDS_TO_CONNECT = 5
"""A host that swallows what it is sent would otherwise hold a thread for minutes."""
_POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 40, "pool_timeout": 15}
"""More than the 40 threads that serve requests: a thread never waits for a connection."""


class DatabaseUnavailable(SQLAlchemyError):
    """The database does not answer, or is too busy; a later attempt may succeed."""


class WouldWait(Exception):
    """The database would have to be asked, where nobody may wait for it."""


class UnreadableDatabaseUrl(ValueError):
    """The sentence says why; the URL is not repeated, for it may hold a password."""


class Unstorable(DomainError):
    """A value does not fit its column."""

    code = "UNSTORABLE"


@dataclass(slots=True)
class Changes:
    """How often this process has written: who remembers a reading sees that it is outdated."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class Database:
    """The product's database. Each `with` block is one transaction."""

    engine: Engine
    changes: Changes = field(default_factory=Changes, compare=False)
    readers: Engine = field(init=False, compare=False, repr=False)
    """To the same database; all that comes this way can only read."""
    _together: Together = field(default_factory=Together, compare=False, repr=False)
    _turns: Turns = field(default_factory=Turns, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Give readers a way in of their own."""
        object.__setattr__(self, "readers", _for_readers(self.engine))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that can only read. Raises DatabaseUnavailable, WouldWait."""
        _check_in_reach()
        with _plain_errors(), self.readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a writing transaction: committed at a normal end, rolled back on an exception.

        Raises DatabaseUnavailable, Unstorable, WouldWait.
        """
        _check_in_reach()
        try:
            with _plain_errors(), self.engine.connect() as connection, connection.begin():
                yield connection
        finally:  # a commit whose answer was lost may have been done
            self.changes.count += 1

    def write_together(self, work: Callable[[Connection], T]) -> T:
        """Do a short work in a writing transaction that others may share; give its result.

        It is committed by then, or this raises: what the work raises, and what `write` does. On
        PostgreSQL, where writers do not wait for one another, nobody shares.
        """
        if self.engine.dialect.name != "sqlite":
            with self.write() as connection:
                return work(connection)
        _check_in_reach()
        with _plain_errors():
            return self._together.write(self.write, work)

    @contextmanager
    def one_at_a_time(self, what: str, *, patience: timedelta) -> Iterator[None]:
        """Run the block when nobody else, in any process, runs such a one; it is no transaction.

        Raises NotOurTurn when others take too long, DatabaseUnavailable.
        """
        if self.engine.dialect.name == "sqlite":
            with self._turns.turn(what, patience):
                yield
            return
        with self.read() as connection:
            wait_for_turn(connection, what, patience)
            yield

    def empty_log(self) -> None:
        """Let nothing of what was overwritten stay in SQLite's log; PostgreSQL sees to its own.

        Readers under way may keep it from that: the next writer then does it.
        """
        if self.engine.dialect.name == "sqlite":
            with _plain_errors(), self.engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_ready(self) -> bool:
        """Say whether the database answers, and takes what its URL says."""
        try:
            with self.read() as connection:
                connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            return False
        return True

    def libpq_address(self) -> str:
        """Give the server's address, with its password, to libraries that bring their own pool."""
        return self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def close(self) -> None:
        """Give all connections back."""
        self.readers.dispose()
        self.engine.dispose()


def _check_in_reach() -> None:
    if _OUT_OF_REACH.get():
        raise WouldWait


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let the database be out of reach within the block: whoever asks it gets WouldWait.

    So the event loop can try what is usually at hand, and go to a thread only where it is not.
    """
    noted = _OUT_OF_REACH.set(True)
    try:
        yield
    finally:
        _OUT_OF_REACH.reset(noted)


@contextmanager
def _plain_errors() -> Iterator[None]:
    # SQLAlchemy's own errors show the statement with its values: they go no further.
    try:
        yield
    except DataError:
        raise Unstorable(
            "A text is too long for its field, or holds a character that cannot be stored."
        ) from None
    except (OperationalError, NoFreeConnection) as error:
        raise DatabaseUnavailable(
            f"The database does not answer ({type(error).__name__})."
        ) from None


def make_engine(database_url: str) -> Engine:
    """Connect lazily to SQLite (WAL, every commit on disk) or PostgreSQL (READ COMMITTED).

    Raises UnreadableDatabaseUrl.
    """
    url = _read(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url,
        connect_args={"connect_timeout": _SECONDS_TO_CONNECT},
        hide_parameters=True,  # an error that is logged must not show what was stored
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,  # a restarted server costs one reconnect, not one failed request
        **_POOL,
    )


def _read(database_url: str) -> URL:
    try:
        return make_url(database_url)
    except (ArgumentError, ValueError):
        raise UnreadableDatabaseUrl(
            "DATABASE_URL cannot be read. It is like postgresql://user:password@host:5432/name; "
            "in a password write @ as %40, / as %2F, : as %3A."
        ) from None


def _sqlite(url: URL) -> Engine:
    path = url.database
    if not path or path == ":memory:":
        raise UnreadableDatabaseUrl(
            "DATABASE_URL names no file. SQLite in memory is another database per connection; "
            "write sqlite:////folder/dokazilo.db."
        )
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    # A writer takes the lock at once (IMMEDIATE): a transaction that first reads and then wants
    # to write would fail at once, without waiting, when another one has written in between.
    return _sqlite_engine(url, begin="BEGIN IMMEDIATE")


def _for_readers(engine: Engine) -> Engine:
    """Give an engine to the same database whose transactions can only read."""
    if engine.dialect.name == "sqlite":
        # With connections of their own: whenever query_only changes on a connection, SQLite
        # prepares all its statements anew.
        return _sqlite_engine(engine.url, "query_only = ON", begin="BEGIN")
    return engine.execution_options(postgresql_readonly=True)


_PRAGMAS = (
    "busy_timeout = 10000",
    "journal_mode = WAL",
    "synchronous = FULL",  # in WAL mode NORMAL can lose the last commits when power fails
    "foreign_keys = ON",
    "secure_delete = FAST",  # a destroyed key is overwritten, and not only forgotten
)


def _sqlite_engine(url: URL, *pragmas: str, begin: str) -> Engine:
    """Make an engine whose connections have these pragmas too, and begin transactions like this."""

    def prepare(driver: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's
        # Python's sqlite3 would begin transactions by its own rules; we begin them ourselves.
        driver.isolation_level = None
        for pragma in (*_PRAGMAS, *pragmas):
            driver.execute(f"PRAGMA {pragma}")

    def begin_transaction(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        try:  # by the driver itself: SQLAlchemy would spend more on it than SQLite does
            driver.execute(begin)
        except SqliteError as error:
            raise OperationalError("BEGIN", None, error, hide_parameters=True) from None

    engine = create_engine(url, hide_parameters=True, **_POOL)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_transaction)
    return engine
