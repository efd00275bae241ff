"""The outbox delivers what is due, and comes back to what failed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.db import outbox
from app.db.outbox import Topic
from app.outbox import deliver, waiting_time
from tests.app.staging import staged


def test_everything_owed_is_delivered_once(database_url: str) -> None:
    with staged(database_url) as stage:
        services = stage.service.services
        with services.database.read() as connection:
            owed = outbox.pending(connection)
        assert owed == 11, "three approvals, six credentials, two changes of status"
        assert deliver(services) == owed
        assert deliver(services) == 0


def test_a_message_that_fails_comes_back_later(sqlite_url: str) -> None:
    with staged(sqlite_url) as stage:
        services = stage.service.services
        deliver(services)
        now = services.clock.now()
        with services.database.write() as connection:
            outbox.append(connection, Topic.CREDENTIAL_ISSUED, "of nobody", {}, now=now)
        assert deliver(services) == 0
        with services.database.read() as connection:
            assert outbox.pending(connection) == 1, "it is not lost"
        assert deliver(services) == 0, "and not due at once"


def test_a_status_change_signs_the_list_ahead(sqlite_url: str) -> None:
    with staged(sqlite_url) as stage:
        services = stage.service.services
        deliver(services)
        entry = stage.told.credentials[1].entries[0]
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
