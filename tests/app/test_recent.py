"""What was just read is not read again: for a second, and never past a write of ours."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.engine import Changes, Database, WouldWait, make_engine, without_waiting
from app.recent import Recent, at_hand_or_read
from contexts import Engine, use_engine
from issuer.errors import NotFound


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Give the time in seconds."""
        return self.now


class Counted:
    """A reading that gives how often it was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        """Read once more."""
        self.times += 1
        return self.times


@pytest.fixture
def plain_engine() -> Iterator[None]:
    use_engine(Engine.PLAIN)
    yield
    use_engine(Engine.COMPILED)


def test_what_was_just_read_is_given_again() -> None:
    recent, read = Recent(Changes(), clock=Clock()), Counted()

    assert [recent.recall("issuers", read) for _ in range(3)] == [1, 1, 1]
    assert recent.recall("seals", read) == 2


def test_a_second_later_it_is_read_anew() -> None:
    clock, read = Clock(), Counted()
    recent = Recent(Changes(), clock=clock)
    recent.recall("list", read)
    clock.now += 0.99
    assert recent.recall("list", read) == 1
    clock.now += 0.01
    assert recent.recall("list", read) == 2


def test_a_write_of_this_process_counts_at_once() -> None:
    changes, read = Changes(), Counted()
    recent = Recent(changes, clock=Clock())
    recent.recall("list", read)
    changes.count += 1

    assert recent.recall("list", read) == 2


def test_a_write_while_reading_makes_the_reading_outdated() -> None:
    changes, read = Changes(), Counted()
    recent = Recent(changes, clock=Clock())

    def reading_while_somebody_writes() -> int:
        changes.count += 1
        return read()

    assert recent.recall("list", reading_while_somebody_writes) == 1
    assert recent.recall("list", read) == 2


def test_what_is_not_there_is_looked_for_each_time() -> None:
    recent, read = Recent(Changes(), clock=Clock()), Counted()

    def missing() -> int:
        read()
        raise NotFound("There is no such list.")

    for _ in range(2):
        with pytest.raises(NotFound):
            recent.recall("list", missing)
    assert read.times == 2


def test_no_more_is_remembered_than_fits() -> None:
    recent, read = Recent(Changes(), clock=Clock()), Counted()
    for number in range(1000):
        recent.recall(number, read)

    assert len(recent._kept) <= 256


@pytest.mark.usefixtures("plain_engine")
def test_the_plain_engine_remembers_nothing() -> None:
    recent, read = Recent(Changes(), clock=Clock()), Counted()

    assert [recent.recall("issuers", read) for _ in range(2)] == [1, 2]


def test_what_is_at_hand_needs_no_thread_and_what_is_not_is_read_in_one(tmp_path: Path) -> None:
    database = Database(make_engine(f"sqlite:///{tmp_path}/some.db"))
    recent = Recent(database.changes)

    def read() -> int:
        with database.read():
            return threading.get_ident()

    async def asked() -> int:
        return await at_hand_or_read(lambda: recent.recall("thread", read))

    async def story() -> None:
        first = await asked()
        assert first != threading.get_ident(), "the event loop never waits for the database"
        assert await asked() == first
        assert await at_hand_or_read(threading.get_ident) == threading.get_ident()

    asyncio.run(story())
    database.close()


def test_where_nobody_may_wait_the_database_is_out_of_reach(tmp_path: Path) -> None:
    database = Database(make_engine(f"sqlite:///{tmp_path}/some.db"))
    with without_waiting():
        for way in (database.read, database.write):
            with pytest.raises(WouldWait), way():
                pass
    with database.read():
        pass
    database.close()
