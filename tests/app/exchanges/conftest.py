"""A running service on a school's database, whose clock a test sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.db.school import School, SteppedClock
from tests.app.serving import Service, serving, settings_for
from tests.issuer.examples import BASE


@pytest.fixture
def service(sqlite_url: str, clock: SteppedClock) -> Iterator[Service]:
    """Run a service; wallets find it at the school's address."""
    with serving(settings_for(sqlite_url, public_url=BASE), clock=clock) as running:
        yield running


@pytest.fixture
def school(service: Service, clock: SteppedClock) -> School:
    """Found a school in it."""
    founded = School(service.services.database, service.services.vault, clock=clock)
    founded.found()
    return founded
