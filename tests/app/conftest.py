"""The demonstration's story, told once for copies; and a school with its services, no routes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.clock import RandomIds
from app.demo.story import Told
from app.opening import open_services
from app.services import Services
from tests.app.db.school import School, SteppedClock
from tests.app.serving import settings_for
from tests.app.staging import seed_once, tell_once
from tests.databases import BOTH
from tests.provisioning.postgres import PostgresServer


@pytest.fixture(scope="session")
def seeded(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """Tell the demonstration's story once; every test gets a copy of the file."""
    file = tmp_path_factory.mktemp("seeded") / "template.db"
    return file, seed_once(file, migrated_sqlite)


@pytest.fixture
def seeded_url(seeded: tuple[Path, Told], tmp_path: Path) -> str:
    """Give the URL of a copy of the demonstration."""
    file = tmp_path / "dokazilo.db"
    shutil.copyfile(seeded[0], file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def seeded_postgres(postgres_server: PostgresServer, migrated_postgres: str) -> tuple[str, Told]:
    """Tell the demonstration's story once in a PostgreSQL database, for copies."""
    name = postgres_server.new_database(migrated_postgres)
    return name, tell_once(postgres_server.url(name))


@pytest.fixture
def seeded_postgres_url(
    seeded_postgres: tuple[str, Told], postgres_server: PostgresServer
) -> Iterator[str]:
    """Give the URL of a copy of the demonstration on PostgreSQL."""
    name = postgres_server.new_database(seeded_postgres[0])
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=BOTH)
def told_database(request: pytest.FixtureRequest) -> tuple[str, Told]:
    """Give the demonstration: the URL of a copy, and what it tells; once on each kind."""
    end = "_postgres" if request.param == "postgresql" else ""
    told: Told = request.getfixturevalue(f"seeded{end}")[1]
    return request.getfixturevalue(f"seeded{end}_url"), told


@pytest.fixture
def clock() -> SteppedClock:
    """Give the clock that the services read."""
    return SteppedClock()


@pytest.fixture
def services(database_url: str, clock: SteppedClock) -> Iterator[Services]:
    """Open the parts of a service on a fresh database."""
    opened = open_services(settings_for(database_url), clock=clock, ids=RandomIds())
    yield opened
    opened.database.close()


@pytest.fixture
def school(services: Services, clock: SteppedClock) -> School:
    """Found a school in it."""
    founded = School(services.database, services.vault, clock=clock)
    founded.found()
    return founded


@pytest.fixture
def middle_of_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock by which calls are counted stand: a new minute or hour would begin anew."""
    middle = datetime(2026, 6, 1, 12, 30, 30, tzinfo=UTC).timestamp()
    monkeypatch.setattr(time, "time", lambda: middle)
