"""The service under attack and the hostile web: once for all cases, so that damage adds up."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from tests.app.local_https import make_certificate
from tests.app.local_https import serving as serving_https
from tests.hostile.attack import Target, under_attack
from tests.hostile.honest import honest_badge
from tests.hostile.web import DOMAIN, HostileWeb


@pytest.fixture(scope="session")
def hostile_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for every host of the hostile web."""
    return make_certificate(tmp_path_factory.mktemp("hostile"), [f"*.{DOMAIN}"])


@pytest.fixture(scope="session")
def web(hostile_certificate: Path) -> Iterator[HostileWeb]:
    """Run the attacker's hosts."""
    hostile = HostileWeb()
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(
            serving_https(hostile_certificate, hostile.answer)
        ) as server,
    ):
        hostile.port = server.port
        yield hostile


@pytest.fixture(scope="session")
def target(
    web: HostileWeb,
    hostile_certificate: Path,
    migrated_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Target]:
    """Run the service under attack; its workers are up when the first case is sent."""
    database = tmp_path_factory.mktemp("attacked") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, database)
    with under_attack(database, hostile_certificate, web.port) as running:
        assert running.send(honest_badge()).summary == "passed"
        yield running
