"""app.db.outbox: at least once, and never by two at a time."""

from datetime import timedelta

from app.db import outbox
from app.db.engine import Database, make_engine
from app.db.outbox import Message, Topic
from tests.app.db.school import LATER
from tests.issuer.examples import NOW

LEASE = timedelta(minutes=5)


def owe(database: Database, *subjects: str) -> None:
    with database.write() as connection:
        for subject in subjects:
            payload = {"award_id": subject}
            outbox.append(connection, Topic.CREDENTIAL_ISSUED, subject, payload, now=NOW)


def take(database: Database, *, after: timedelta = timedelta(), limit: int = 20) -> list[Message]:
    with database.write() as connection:
        return list(outbox.take_due(connection, now=NOW + after, limit=limit, lease=LEASE))


def test_messages_come_in_order_and_once(database: Database) -> None:
    owe(database, "a", "b", "c")
    assert [message.subject_id for message in take(database, limit=2)] == ["a", "b"]
    assert [message.subject_id for message in take(database)] == ["c"]
    assert take(database) == []


def test_what_is_delivered_does_not_come_back(database: Database) -> None:
    owe(database, "a")
    (message,) = take(database)
    assert message.payload == {"award_id": "a"}
    with database.write() as connection:
        outbox.done(connection, [message.id], now=LATER)
        assert outbox.pending(connection) == 0
    assert take(database, after=2 * LEASE) == []


def test_what_a_crash_left_comes_back_after_its_lease(database: Database) -> None:
    owe(database, "a")
    take(database)
    assert take(database, after=LEASE - timedelta(seconds=1)) == []
    (again,) = take(database, after=LEASE)
    assert again.attempts == 2


def test_a_retry_waits_as_long_as_it_is_told(database: Database) -> None:
    owe(database, "a")
    (message,) = take(database)
    with database.write() as connection:
        outbox.retry(connection, message.id, at=NOW + timedelta(hours=1))
        assert outbox.pending(connection) == 1
    assert take(database, after=LEASE) == []
    assert len(take(database, after=timedelta(hours=1))) == 1


def test_nothing_is_owed_for_what_was_taken_back(database: Database) -> None:
    with database.write() as connection:
        outbox.append(connection, Topic.CREDENTIAL_ISSUED, "a", {}, now=NOW)
        connection.rollback()
    assert take(database) == []


def test_workers_side_by_side_take_different_messages(
    postgres_url: str,
) -> None:
    # On SQLite writers go one after the other; here the second passes over locked rows.
    database = Database(make_engine(postgres_url))
    owe(database, "a", "b")
    with database.write() as first, database.write() as second:
        one = outbox.take_due(first, now=NOW, limit=1)
        two = outbox.take_due(second, now=NOW, limit=1)
        none = outbox.take_due(second, now=NOW)
    database.close()
    assert [message.subject_id for message in (*one, *two)] == ["a", "b"]
    assert none == ()
