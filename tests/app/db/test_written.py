"""app.db.written: the driver's short way gives and takes what SQLAlchemy does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.db.engine import Database, DatabaseUnavailable
from app.db.tables import api_keys, outbox
from app.db.written import Written

NOON = datetime(2026, 6, 19, 12, tzinfo=UTC)
ROW = {
    "topic": "credential.issued",
    "subject_id": "č-1",
    "payload": {"z": [1, None, "š"], "a": True},
    "created_at": NOON.astimezone(timezone(timedelta(hours=2))),
    "available_at": NOON,
    "attempts": 0,
}
ADD = Written(insert(outbox))
OF_SUBJECT = select(outbox).where(outbox.c.subject_id == bindparam("subject"))
DONE = Written(
    update(outbox)
    .where(outbox.c.subject_id == bindparam("subject"), outbox.c.topic == "credential.issued")
    .values(done_at=bindparam("at"))
    .returning(outbox.c.attempts, outbox.c.done_at)
)


def test_a_row_comes_back_as_sqlalchemy_gives_it(database: Database) -> None:
    with database.write() as connection:
        ADD.insert(connection, [ROW, ROW | {"subject_id": "2"}])
        asked = {"subject": "č-1"}
        (found,) = Written(OF_SUBJECT).rows(connection, asked)
        expected = connection.execute(OF_SUBJECT, asked).one()
    assert found._asdict() == expected._asdict()
    assert (found.payload, found.created_at, found.done_at) == (ROW["payload"], NOON, None)


def test_constants_and_returned_columns_are_converted(database: Database) -> None:
    with database.write() as connection:
        ADD.insert(connection, [ROW])
        assert DONE.one(connection, {"subject": "č-1", "at": NOON}) == (0, NOON)
        assert DONE.one(connection, {"subject": "nobody", "at": NOON}) is None


def test_it_is_told_how_many_rows_were_met(database: Database) -> None:
    touch = Written(update(outbox).where(outbox.c.subject_id == bindparam("of")).values(attempts=1))
    with database.write() as connection:
        ADD.insert(connection, [ROW, ROW])
        assert touch.run(connection, {"of": "č-1"}) == 2
        assert touch.run(connection, {"of": "nobody"}) == 0


def test_what_a_row_lacks_is_not_taken_for_null(sqlite: Database) -> None:
    rows = [ROW | {"done_at": NOON}, ROW]
    with pytest.raises(KeyError, match="done_at"), sqlite.write() as connection:
        ADD.insert(connection, rows)


def test_the_same_statement_inserts_rows_of_other_columns(database: Database) -> None:
    with database.write() as connection:
        ADD.insert(connection, [ROW])
        ADD.insert(connection, [ROW | {"subject_id": "2", "done_at": NOON}])
        (found,) = Written(OF_SUBJECT).rows(connection, {"subject": "2"})
    assert found.done_at == NOON


def test_a_value_that_is_missing_is_no_null(sqlite: Database) -> None:
    with sqlite.write() as connection, pytest.raises(TypeError, match="subject"):
        Written(OF_SUBJECT).rows(connection, {})


def test_an_error_is_sqlalchemys_and_does_not_tell_the_values(sqlite: Database) -> None:
    add_key = Written(insert(api_keys))
    with pytest.raises(IntegrityError) as refused, sqlite.write() as connection:
        add_key.insert(connection, [{"id": "a-value-of-somebody's", "name": "Špela"}])
    assert "Špela" not in str(refused.value)


def test_a_table_that_is_away_is_a_database_that_is_away(sqlite: Database) -> None:
    with sqlite.write() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    with pytest.raises(DatabaseUnavailable), sqlite.write() as connection:
        ADD.insert(connection, [ROW])
