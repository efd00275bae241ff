"""Databases for the tests of this folder: each test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from app.db.engine import Database, make_engine
from app.keys.sealing import vault
from tests.app.db.school import School


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a fresh, migrated database."""
    opened = Database(make_engine(database_url))
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """Open a fresh, migrated database on SQLite, for what is done there alone."""
    opened = Database(make_engine(sqlite_url))
    yield opened
    opened.close()


@pytest.fixture
def school(database: Database) -> School:
    """Open a database with a school in it."""
    founded = School(database, vault(bytes(range(32))))
    founded.found()
    return founded
