"""The outbox delivers what is due, and comes back to what failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app.backing_off import waiting_time
from app.clock import RandomIds, SystemClock
from app.db import outbox
from app.db.outbox import Topic
from app.demo.story import Told
from app.opening import open_services
from app.outbox import deliver
from app.services import Services
from tests.app.serving import settings_for


@contextmanager
def opened(database_url: str) -> Iterator[Services]:
    """Open it without running a service: its own worker would deliver before we look."""
    services = open_services(settings_for(database_url), clock=SystemClock(), ids=RandomIds())
    try:
        yield services
    finally:
        services.database.close()


def test_everything_owed_is_delivered_once(told_database: tuple[str, Told]) -> None:
    with opened(told_database[0]) as services:
        with services.database.read() as connection:
            owed = outbox.pending(connection)
        assert owed == 11, "three approvals, six credentials, two changes of status"
        assert deliver(services) == owed
        assert deliver(services) == 0


def test_a_message_that_fails_comes_back_later(seeded_url: str) -> None:
    with opened(seeded_url) as services:
        deliver(services)
        now = services.clock.now()
        with services.database.write() as connection:
            outbox.append(connection, Topic.CREDENTIAL_ISSUED, "of nobody", {}, now=now)
        assert deliver(services) == 0
        with services.database.read() as connection:
            assert outbox.pending(connection) == 1, "it is not lost"
        assert deliver(services) == 0, "and not due at once"


def test_a_status_change_signs_the_list_ahead(seeded_url: str, seeded: tuple[Path, Told]) -> None:
    with opened(seeded_url) as services:
        deliver(services)
        entry = seeded[1].credentials[1].entries[0]
        with services.database.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT revision, published_revision FROM status_lists WHERE id = ?",
                (entry.list_id,),
            ).one()
        assert row[0] == row[1]


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 10), (2, 20), (5, 160), (12, 20_480), (13, 21_600), (99, 21_600)]
)
def test_waiting_doubles_up_to_six_hours(attempts: int, seconds: int) -> None:
    assert waiting_time(attempts) == timedelta(seconds=seconds)
