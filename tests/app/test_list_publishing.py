"""Status lists in a burst of revocations: signed a handful of times, by one signer at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import update

from app.clock import RandomIds, SystemClock
from app.db import status_lists
from app.db.signing_turn import signing_turn
from app.db.status_lists import NewLists, Published, Wanted
from app.db.tables import status_lists as lists
from app.demo.story import Told
from app.list_publishing import current_list
from app.opening import open_services
from app.services import Services
from app.signing_pace import APART, AT_ONCE, WINDOW, SigningPace
from issuer.model.credential import StatusListEntry
from tests.app.serving import settings_for
from verifier.status_list import StatusList

ROOT = Path(__file__).parents[2]
BURST = 300
A_HANDFUL = 12


@dataclass
class Opened:
    """A service whose demonstration has issued something, and one of its lists."""

    services: Services
    url: str
    list_id: str

    def places(self, number: int) -> list[StatusListEntry]:
        """Take places in the list for credentials that are never made."""
        services = self.services
        made = NewLists(
            ids=services.ids,
            public_url=services.settings.public_url,
            length=services.settings.status_list_length,
            now=services.clock.now(),
        )
        with services.database.write() as connection:
            record = status_lists.get(connection, self.list_id)
            return [
                status_lists.allot(
                    connection,
                    Wanted(
                        profile_id=record.profile_id,
                        purpose=record.purpose,
                        credential_id=services.ids.new_id(),
                    ),
                    made,
                )
                for _ in range(number)
            ]

    def revoke(self, place: StatusListEntry) -> None:
        """Set the bit of a place, in a transaction of its own."""
        with self.services.database.write() as connection:
            status_lists.set_bit(connection, place, value=True)


@pytest.fixture
def opened(told_database: tuple[str, Told]) -> Iterator[Opened]:
    database_url, told = told_database
    services = open_services(settings_for(database_url), clock=SystemClock(), ids=RandomIds())
    yield Opened(services, database_url, told.credentials[0].entries[0].list_id)
    services.database.close()


def bits_of(published: Published) -> int:
    """Count the bits that are set in a published list."""
    encoded = json.loads(published.body)["credentialSubject"]["encodedList"]
    bits = StatusList.decode(encoded, 1_000_000).bits
    return int.from_bytes(bits).bit_count()


def counting(
    services: Services, clock: Callable[[], float] = time.monotonic
) -> tuple[Services, Callable[[], int]]:
    """Give the services with a pace that counts how often lists are signed."""
    pace = SigningPace(clock=clock)
    noted: list[str] = []
    note = pace.note

    def counted(list_id: str) -> None:
        noted.append(list_id)
        note(list_id)

    pace.note = counted  # type: ignore[method-assign]
    return replace(services, pace=pace), lambda: len(noted)


def test_a_burst_of_revocations_signs_a_list_a_handful_of_times(opened: Opened) -> None:
    now = 0.0
    services, signed = counting(opened.services, lambda: now)
    before = bits_of(current_list(services, opened.list_id))
    for place in opened.places(BURST):
        opened.revoke(place)
        now += 0.03  # for nine seconds
        current_list(services, opened.list_id)

    assert 1 <= signed() <= A_HANDFUL
    now += APART
    assert bits_of(current_list(services, opened.list_id)) == before + BURST


def test_a_few_revocations_are_seen_at_once(opened: Opened) -> None:
    before = bits_of(current_list(opened.services, opened.list_id))
    for number, place in enumerate(opened.places(3), 1):
        opened.revoke(place)
        assert bits_of(current_list(opened.services, opened.list_id)) == before + number


def test_who_comes_while_another_signs_is_given_the_list_before(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    before = current_list(opened.services, opened.list_id)
    (place,) = opened.places(1)
    with signing_turn(opened.services.database, opened.list_id, wait=False) as mine:
        assert mine
        opened.revoke(place)  # nor is a revocation kept waiting
        assert current_list(opened.services, opened.list_id).body == before.body

    assert 0 < sum(waited) < 1
    assert bits_of(current_list(opened.services, opened.list_id)) == bits_of(before) + 1


def test_a_signature_that_is_nearly_done_is_waited_for(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_list(opened.services, opened.list_id)
    (place,) = opened.places(1)
    opened.revoke(place)
    with ExitStack() as signing:
        signing.enter_context(signing_turn(opened.services.database, opened.list_id, wait=False))
        monkeypatch.setattr(time, "sleep", lambda _: signing.close())  # so it is done meanwhile
        shown = current_list(opened.services, opened.list_id)

    assert bits_of(shown) == bits_of(before) + 1


def test_lists_are_signed_beside_each_other(opened: Opened) -> None:
    database = opened.services.database
    many = 200 if database.engine.dialect.name == "sqlite" else 3  # there each has a connection
    with ExitStack() as signing:
        turns = (signing_turn(database, f"list {number}", wait=False) for number in range(many))
        assert all(signing.enter_context(turn) for turn in turns)


def test_where_nothing_was_published_yet_the_other_is_waited_for(opened: Opened) -> None:
    with opened.services.database.write() as connection:
        connection.execute(update(lists).values(published=None))
    found: list[Published] = []

    def read() -> None:
        found.append(current_list(opened.services, opened.list_id))

    reader = threading.Thread(target=read)
    with signing_turn(opened.services.database, opened.list_id, wait=True):
        reader.start()
        reader.join(0.5)
        assert not found
    reader.join(10)

    assert len(found) == 1


@pytest.mark.slow
@pytest.mark.parametrize("told_database", ["postgresql"], indirect=True)  # SQLite serves one
def test_two_processes_sign_a_handful_of_times_between_them(opened: Opened) -> None:
    services, signed = counting(opened.services)
    places = opened.places(BURST)
    command = [sys.executable, "-m", "tests.app.list_reader", opened.url, opened.list_id]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        began = time.monotonic()
        for place in places:
            opened.revoke(place)
            current_list(services, opened.list_id)
        last, signed_there = map(int, other.communicate(timeout=60)[0].split())

    assert last >= BURST
    seconds = time.monotonic() - began  # the slower the machine, the more often
    assert 2 <= signed() + signed_there <= 2 * (AT_ONCE + seconds * (1 / APART + AT_ONCE / WINDOW))
