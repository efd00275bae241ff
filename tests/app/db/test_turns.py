"""app.db.turns: one at a time, in a process and, on PostgreSQL, in all of them."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import timedelta

import pytest

from app.db.engine import Database, make_engine
from app.db.turns import NotOurTurn

AT_ONCE = timedelta(milliseconds=1)
LONG = timedelta(seconds=30)


def test_who_comes_later_waits_and_has_the_turn_then(database: Database) -> None:
    order: list[str] = []

    def second() -> None:
        coming.set()
        with database.one_at_a_time("this", patience=LONG):
            order.append("second")

    coming, thread = threading.Event(), threading.Thread(target=second)
    with database.one_at_a_time("this", patience=LONG):
        thread.start()
        assert coming.wait(60)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]


def test_nobody_waits_for_ever_and_nobody_for_something_else(database: Database) -> None:
    refused: list[str] = []

    def impatient() -> None:
        with database.one_at_a_time("something else", patience=LONG):
            pass
        with pytest.raises(NotOurTurn), database.one_at_a_time("this", patience=AT_ONCE):
            pass
        refused.append("this")

    thread = threading.Thread(target=impatient)
    with database.one_at_a_time("this", patience=LONG):
        thread.start()
        thread.join(60)
    assert refused == ["this"]


def test_a_turn_ends_also_with_an_error(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.one_at_a_time("this", patience=LONG):
        _ = 1 / 0
    with database.one_at_a_time("this", patience=AT_ONCE):
        pass


def test_other_processes_wait_too(postgres_url: str) -> None:
    """Each has an engine of its own, as here."""
    with (
        closing(Database(make_engine(postgres_url))) as one,
        closing(Database(make_engine(postgres_url))) as another,
        one.one_at_a_time("this", patience=LONG),
        pytest.raises(NotOurTurn),
        another.one_at_a_time("this", patience=AT_ONCE),
    ):
        pass
