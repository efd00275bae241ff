"""A PostgreSQL server of our own for tests, in a temporary folder.

It listens on a Unix socket only: no port can be taken, and nobody else can connect.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from tests.provisioning.postgres_programs import (
    PostgresUnavailableError,
    Workplace,
    new_workplace,
    usable_programs,
)

OWNER = "dokazilo"
START_SECONDS = 60
STOP_SECONDS = 20

# A test's data may be lost with the machine, so nothing waits for the disk. Nor does anything
# happen to a database behind a test's back, now and then: no statistics are gathered.
FAST_AND_FORGETFUL = [
    "autovacuum=off",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
]


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server."""

    socket_folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.socket_folder}"

    def new_database(self, template: str | None = None) -> str:
        """Make a database, empty or a copy of `template`, and return its name.

        Nobody may be connected to the template meanwhile.
        """
        name = f"test_{next(self._numbers)}"
        # Measured: copying files takes two thirds of the time that the default, by log, takes.
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        self._execute(statement, name, template or "template0")
        return name

    def rename_database(self, name: str) -> str:
        """Give a database that nobody is connected to a new name, and return it."""
        fresh = f"test_{next(self._numbers)}"
        self._execute("ALTER DATABASE {} RENAME TO {}", name, fresh)
        return fresh

    def disconnect_all(self, name: str) -> None:
        """End every connection to a database, and wait for the ends."""
        with self.connected("postgres") as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE datname = %s",
                (STOP_SECONDS * 1000, name),
            )

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def connected(self, database: str) -> psycopg.Connection:
        """Connect, with a transaction for each statement; leaving a `with` block disconnects."""
        return psycopg.connect(
            host=str(self.socket_folder), user=OWNER, dbname=database, autocommit=True
        )

    def is_ready(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self._execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _execute(self, statement: str, *names: str) -> None:
        with self.connected("postgres") as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_postgres(
    *, programs: Path | None = None, durable: bool = False
) -> Iterator[PostgresServer]:
    """Start a server in a folder of its own, and remove both afterwards.

    `durable` makes it keep what it confirmed through a crash of the machine, as in production.

    Raises:
        PostgresUnavailableError: no programs were found, or the server did not start.
    """
    workplace = new_workplace()
    try:
        chosen = programs or usable_programs(workplace)
        _initialise(chosen, workplace)
        with _server_process(chosen, workplace, durable=durable) as server:
            yield server
    finally:
        shutil.rmtree(workplace.folder, ignore_errors=True)


def _initialise(programs: Path, workplace: Workplace) -> None:
    data: list[str | Path] = [
        "--pgdata",
        workplace.folder / "data",
        "--username",
        OWNER,
        "--auth",
        "trust",
    ]
    text = ["--encoding", "UTF8", "--locale", "C"]
    done = workplace.run(programs / "initdb", *data, *text, "--no-sync")
    if done.returncode != 0:
        raise PostgresUnavailableError(f"initdb failed: {done.stderr.strip()}")


@contextmanager
def _server_process(
    programs: Path, workplace: Workplace, *, durable: bool
) -> Iterator[PostgresServer]:
    settings = ["listen_addresses=", f"unix_socket_directories={workplace.folder}"]
    settings += [] if durable else FAST_AND_FORGETFUL
    options = [part for setting in settings for part in ("-c", setting)]
    log = workplace.folder / "server.log"
    with log.open("w") as output:
        process = workplace.start(
            programs / "postgres", "-D", workplace.folder / "data", *options, output=output
        )
    server = PostgresServer(socket_folder=workplace.folder)
    try:
        _wait_until_ready(server, process, log)
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: connections are closed
        process.wait(STOP_SECONDS)


def _wait_until_ready(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_SECONDS * 20):
        if process.poll() is not None:
            break
        if server.is_ready():
            return
        time.sleep(0.05)
    raise PostgresUnavailableError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
