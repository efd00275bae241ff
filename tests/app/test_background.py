"""Work that nobody waits for is done while the service runs, and goes on after a failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import anyio
import pytest

from app.background import background_work
from app.clock import SystemClock
from app.db import credentials, outbox
from app.db.engine import Database, DatabaseUnavailable
from app.demo.story import Told
from app.services import Services
from tests.app.staging import staged
from tests.app.test_recovery import intended

SECONDS = 0.02


@dataclass(frozen=True)
class FiveMinutesLater:
    """A clock ahead of the machine's."""

    def now(self) -> datetime:
        """Give the time in five minutes."""
        return SystemClock().now() + timedelta(minutes=5)


class FailsOnce(Database):
    """A database that does not answer the first time."""

    __slots__ = ()
    failed: list[bool] = []  # noqa: RUF012 - one test, one list

    def read(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - as in Database
        """Fail, and from then on read."""
        if not self.failed:
            self.failed.append(True)
            raise DatabaseUnavailable("It does not answer.")
        return Database.read(self)


def is_finished(services: Services, credential_id: str) -> bool:
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, credential_id)
        return bool(credential.documents) and outbox.pending(connection) == 0


async def until_finished(services: Services, working: Services, credential_id: str) -> None:
    async with background_work(working, seconds_between=SECONDS):
        with anyio.fail_after(90):
            while not await anyio.to_thread.run_sync(is_finished, services, credential_id):  # noqa: ASYNC110 - the database tells no events
                await anyio.sleep(SECONDS)


@pytest.mark.parametrize("kind", [Database, FailsOnce])
def test_intents_are_finished_and_messages_delivered(
    seeded_url: str, seeded: tuple[Path, Told], kind: type[Database]
) -> None:
    with staged(seeded_url, told=seeded[1]) as stage:
        services = stage.service.services
        credential_id = intended(stage)
        assert not is_finished(services, credential_id)
        database = kind(services.database.engine)
        working = replace(services, clock=FiveMinutesLater(), database=database)
        anyio.run(until_finished, services, working, credential_id)
