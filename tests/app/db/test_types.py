"""app.db.types: what goes in comes out, alike on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from app.db.engine import Database
from app.db.tables import master_key_check, register_words
from tests.app.db.school import School

LJUBLJANA = timezone(timedelta(hours=1))


def moment_back(database: Database, moment: datetime) -> datetime:
    with database.write() as connection:
        row = {"id": 1, "check_value": b"", "created_at": moment}
        connection.execute(insert(master_key_check).values(row))
        stored: datetime = connection.execute(select(master_key_check.c.created_at)).scalar_one()
        connection.rollback()
    return stored


def test_a_moment_comes_back_in_utc_with_its_microseconds(database: Database) -> None:
    moment = datetime(2026, 3, 2, 10, 30, 15, 123456, tzinfo=LJUBLJANA)
    stored = moment_back(database, moment)
    assert stored == moment
    assert stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        moment_back(database, datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point


def test_moments_sort_by_time_and_not_by_zone(database: Database) -> None:
    early = datetime(2026, 3, 2, 23, 0, tzinfo=LJUBLJANA)
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    with database.write() as connection:
        for number, moment in ((1, late), (2, early)):
            row = {"id": number, "check_value": b"", "created_at": moment}
            connection.execute(insert(master_key_check).values(row))
        ordered = select(master_key_check.c.id).order_by(master_key_check.c.created_at)
        assert connection.scalars(ordered).all() == [2, 1]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6),
        unique=True,
        max_size=8,
    )
)
def test_words_sort_by_code_point_on_both_databases(database: Database, words: list[str]) -> None:
    with database.write() as connection:
        for word in words:
            connection.execute(insert(register_words).values(word=word, version_id="x"))
        stored = connection.scalars(select(register_words.c.word).order_by(register_words.c.word))
        assert stored.all() == sorted(words)
        connection.rollback()


def test_json_texts_come_back_as_they_were(school: School) -> None:
    with school.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM profiles").scalars().all()
    assert names == ['{"en":"Kranj School Centre","sl":"Šolski center Kranj"}']
