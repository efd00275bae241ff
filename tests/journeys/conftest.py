"""The stage for journeys through the API: once on each database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.staging import Stage, seed_once, staged, tell_once
from tests.databases import BOTH
from tests.provisioning.postgres import PostgresServer


@pytest.fixture(scope="session")
def told_sqlite(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Told]:
    """Tell the demonstration's story once in an SQLite file, for copies."""
    file = tmp_path_factory.mktemp("told") / "template.db"
    return file, seed_once(file, migrated_sqlite)


@pytest.fixture(scope="session")
def told_postgres(postgres_server: PostgresServer, migrated_postgres: str) -> tuple[str, Told]:
    """Tell the demonstration's story once in a PostgreSQL database, for copies."""
    name = postgres_server.new_database(migrated_postgres)
    return name, tell_once(postgres_server.url(name))


@pytest.fixture
def stage_on_sqlite(told_sqlite: tuple[Path, Told], tmp_path: Path) -> Iterator[Stage]:
    """Run the service with its demonstration on SQLite."""
    with _on_sqlite(told_sqlite, tmp_path) as stage:
        yield stage


@pytest.fixture
def stage_on_postgresql(
    told_postgres: tuple[str, Told], postgres_server: PostgresServer
) -> Iterator[Stage]:
    """Run the service with its demonstration on PostgreSQL."""
    with _on_postgresql(told_postgres, postgres_server) as stage:
        yield stage


@pytest.fixture(params=BOTH)
def stage(request: pytest.FixtureRequest) -> Stage:
    """Run the service with its demonstration: the test runs once on each kind of database."""
    running: Stage = request.getfixturevalue(f"stage_on_{request.param}")
    return running


@pytest.fixture(scope="module", params=BOTH)
def lasting_stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Run one service for all tests of a module that leave nothing behind, on each database."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("lasting")
        running = _on_sqlite(request.getfixturevalue("told_sqlite"), folder)
    else:
        server = request.getfixturevalue("postgres_server")
        running = _on_postgresql(request.getfixturevalue("told_postgres"), server)
    with running as stage:
        yield stage


@contextmanager
def _on_sqlite(template: tuple[Path, Told], folder: Path) -> Iterator[Stage]:
    copied, told = template
    file = folder / "dokazilo.db"
    shutil.copyfile(copied, file)
    with staged(f"sqlite:///{file}", told=told) as stage:
        yield stage


@contextmanager
def _on_postgresql(template: tuple[str, Told], server: PostgresServer) -> Iterator[Stage]:
    copied, told = template
    name = server.new_database(copied)
    with staged(server.url(name), told=told) as stage:
        yield stage
    server.drop_database(name)
