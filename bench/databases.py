"""The databases that are measured: a file, or a PostgreSQL that keeps what it confirms."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.process import ContenderFailed
from bench.school import School, found_school
from tests.provisioning.postgres import running_postgres
from tests.provisioning.postgres_programs import PostgresUnavailableError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)

NewDatabase = Callable[[], str]
"""Make a copy of the school's database, and give its URL."""


@contextmanager
def school_on(kind: str, folder: Path, credentials: int) -> Iterator[tuple[School, NewDatabase]]:
    """Found a school in a database of this kind, once, for as many copies as are wanted.

    Raises ContenderFailed without a PostgreSQL.
    """
    with _KINDS[kind](folder, credentials) as founded:
        yield founded


@contextmanager
def _sqlite(folder: Path, credentials: int) -> Iterator[tuple[School, NewDatabase]]:
    template = folder / "template.db"
    school = found_school(f"sqlite:///{template}", credentials)
    copies = 0

    def new_database() -> str:
        nonlocal copies
        copies += 1
        file = folder / f"school-{copies}.db"
        shutil.copyfile(template, file)  # closed, so its log is folded away
        return f"sqlite:///{file}"

    yield school, new_database


@contextmanager
def _postgresql(folder: Path, credentials: int) -> Iterator[tuple[School, NewDatabase]]:
    del folder  # the server has one of its own
    try:
        with running_postgres(durable=True) as server:
            template = server.new_database()
            school = found_school(server.url(template), credentials)
            yield school, lambda: server.url(server.new_database(template))
    except PostgresUnavailableError as reason:
        raise ContenderFailed(str(reason)) from reason


_KINDS = {SQLITE: _sqlite, POSTGRESQL: _postgresql}
