"""What was just read is not read again: for a second, and never past a write of ours."""

from collections.abc import Iterator

import pytest

from app.db.engine import Changes
from app.recent import Recent
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

    assert len(recent._kept) <= 64


@pytest.mark.usefixtures("plain_engine")
def test_the_plain_engine_remembers_nothing() -> None:
    recent, read = Recent(Changes(), clock=Clock()), Counted()

    assert [recent.recall("issuers", read) for _ in range(2)] == [1, 2]
