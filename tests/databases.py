"""Fixtures that hand fresh databases to tests, on SQLite and on PostgreSQL.

Both are made by the product's own migrations, once per session; a test gets a copy, which on
PostgreSQL others may have had before it.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.provisioning.postgres import PostgresServer, running_postgres
from tests.provisioning.postgres_copies import PostgresCopies
from tests.provisioning.postgres_programs import PostgresUnavailableError

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server for this worker's tests."""
    with ExitStack() as running:
        try:
            server = running.enter_context(running_postgres())
        except PostgresUnavailableError as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> str:
    """Migrate one PostgreSQL database, for copies, and return its name."""
    from app.db.migrate import upgrade  # noqa: PLC0415 - only tests that ask need the service

    name = postgres_server.new_database()
    upgrade(postgres_server.url(name))
    return name


@pytest.fixture(scope="session")
def postgres_copies(postgres_server: PostgresServer, migrated_postgres: str) -> PostgresCopies:
    """Lend copies of the migrated PostgreSQL database."""
    return PostgresCopies(postgres_server, migrated_postgres)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file, for copies, and return its path."""
    from app.db.migrate import upgrade  # noqa: PLC0415 - only tests that ask need the service

    file = tmp_path_factory.mktemp("migrated") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Return the URL of a fresh, migrated SQLite database."""
    file = tmp_path / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_copies: PostgresCopies) -> Iterator[str]:
    """Return the URL of a fresh, migrated PostgreSQL database."""
    name = postgres_copies.lend()
    yield postgres_server.url(name)
    postgres_copies.take_back(name)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Return the URL of an empty PostgreSQL database."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a fresh, migrated database: the test runs once on each kind."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database: the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url
