"""A school with its services opened, on SQLite and on PostgreSQL; no routes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.clock import RandomIds
from app.opening import open_services
from app.services import Services
from tests.app.db.school import School, SteppedClock
from tests.app.serving import settings_for


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
