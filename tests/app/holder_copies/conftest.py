"""A service on a school's database, which gives copies to wallets."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from app.db.engine import Database, make_engine
from app.keys.sealing import vault
from app.opening import open_services
from app.services import Services
from tests.app.db.school import School, SteppedClock
from tests.app.serving import settings_for
from tests.issuer.examples import BASE

MASTER_KEY = bytes(range(32))


@pytest.fixture
def school(database_url: str) -> Iterator[School]:
    """Open a database with a school in it."""
    database = Database(make_engine(database_url))
    founded = School(database, vault(MASTER_KEY))
    founded.found()
    yield founded
    database.close()


@pytest.fixture
def services(school: School, database_url: str) -> Iterator[Services]:
    """Open the service's parts on the school's database."""
    settings = settings_for(
        database_url,
        master_key=SecretStr(base64.b64encode(MASTER_KEY).decode()),
        public_url=BASE,
    )
    opened = open_services(settings, clock=SteppedClock(), ids=school.ids)
    yield opened
    opened.database.close()
