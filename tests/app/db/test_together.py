"""app.db.together: writers share commits, and each answers for its own work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, event, select

from app.db import outbox
from app.db.engine import Database, DatabaseUnavailable
from app.db.outbox import Topic
from app.db.tables import outbox as table

NOW = datetime(2026, 6, 19, tzinfo=UTC)
WRITERS = 12


def owing(subject: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        outbox.append(connection, Topic.PROGRAMME_APPROVED, subject, {}, now=NOW)
        return subject

    return work


def failing(subject: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        owing(subject)(connection)
        raise LookupError(subject)

    return work


def subjects(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(table.c.subject_id)))


def at_once(database: Database, works: list[Callable[[Connection], str]]) -> list[object]:
    """Hand in all works while another holds the lead; give each one's result or error."""
    started, release = threading.Event(), threading.Event()

    def hold(_: Connection) -> str:
        started.set()
        release.wait(20)
        return "held"

    def outcome(work: Callable[[Connection], str]) -> object:
        try:
            return database.write_together(work)
        except Exception as error:  # noqa: BLE001 - told as what it is
            return error

    with ThreadPoolExecutor(len(works) + 1) as threads:
        first = threads.submit(outcome, hold)
        assert started.wait(20)
        handed_in = [threads.submit(outcome, work) for work in works]
        while len(database._together._waiting) < len(works) and not release.is_set():
            if database.engine.dialect.name != "sqlite":
                break  # nobody waits there
        release.set()
        assert first.result(20) == "held"
        return [each.result(20) for each in handed_in]


def test_everybody_s_work_is_done_and_committed(database: Database) -> None:
    names = [f"n{number}" for number in range(WRITERS)]
    assert at_once(database, [owing(name) for name in names]) == names
    assert sorted(subjects(database)) == sorted(names)


def test_what_fails_is_taken_back_alone(database: Database) -> None:
    works = [failing(f"{n}") if n % 3 == 0 else owing(f"{n}") for n in range(WRITERS)]
    found = at_once(database, works)
    for number, each in enumerate(found):
        if number % 3 == 0:
            assert isinstance(each, LookupError)
        else:
            assert each == str(number)
    assert sorted(subjects(database)) == sorted(str(n) for n in range(WRITERS) if n % 3)


def test_one_by_itself_is_a_plain_transaction(database: Database) -> None:
    assert database.write_together(owing("alone")) == "alone"
    with pytest.raises(LookupError):
        database.write_together(failing("lost"))
    assert subjects(database) == ["alone"]


def test_on_sqlite_they_share_a_commit(sqlite: Database) -> None:
    commits: list[int] = []
    event.listen(sqlite.engine, "commit", lambda _: commits.append(1))
    at_once(sqlite, [owing(f"{number}") for number in range(WRITERS)])
    assert len(commits) == 2, "the one that held the lead, and all the others"


def test_when_the_commit_fails_nobody_is_told_otherwise(sqlite: Database) -> None:

    def full(connection: Connection) -> str:
        # As a full disk does: SQLite itself takes the whole transaction back.
        connection.exec_driver_sql("ROLLBACK")
        raise OSError("no space left")

    found = at_once(sqlite, [owing("a"), full, owing("b")])
    assert all(isinstance(each, DatabaseUnavailable) for each in found), found
    assert subjects(sqlite) == []


def test_a_database_that_is_away_is_said_to_be(sqlite: Database) -> None:
    with sqlite.write() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    with pytest.raises(DatabaseUnavailable):
        sqlite.write_together(owing("x"))
