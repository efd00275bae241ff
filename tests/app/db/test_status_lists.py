"""app.db.status_lists: places unique under concurrency, bits, and the published form."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import repeat

import pytest
from sqlalchemy import func, select

from app.db import status_lists
from app.db.status_lists import NewLists, Published, Wanted
from app.db.tables import status_list_entries
from app.db.tables import status_lists as lists
from issuer.errors import NotFound
from issuer.issuance import issue
from issuer.model.award import Award, Learner
from issuer.model.credential import Credential, StatusListEntry, StatusPurpose
from tests.app.db.school import LATER, DrawnIds, School
from tests.issuer.examples import BASE, DATA_LITERACY, ISSUER, LEARNER, NOW, SCHOOL

REVOCATION = StatusPurpose.REVOCATION


def new_lists(length: int, ids: DrawnIds | None = None) -> NewLists:
    return NewLists(ids=ids or DrawnIds(), public_url=BASE, length=length, now=NOW)


def numbered(number: int) -> Learner:
    return replace(LEARNER, identifier=str(number))


def few() -> Iterator[int]:
    """Draw from a few places, so that all threads meet."""
    return iter([3, 3, 4, 3, 4, 5, 3, 6, *range(100)])


def issue_from(school: School, award: Award, places: Iterator[int]) -> Credential:
    """Issue an award with the places that a test wants drawn; ids stay random."""
    command = school.command(award)
    return issue(
        school.store(DrawnIds(places)), command, ISSUER, signers_for=school.signers, now=NOW
    )


class TakenBack(Exception):
    """The test has seen enough: nothing of it is to be committed."""


def allot_many(school: School, number: int, made: NewLists) -> list[StatusListEntry]:
    """Allot places for credentials that are never written down, and take it all back."""
    taken: list[StatusListEntry] = []
    with pytest.raises(TakenBack), school.database.write() as connection:  # noqa: PT012 - as above
        for index in range(number):
            wanted = Wanted(
                profile_id=SCHOOL.id, purpose=REVOCATION, credential_id=f"credential {index}"
            )
            taken.append(status_lists.allot(connection, wanted, made))
        raise TakenBack
    return taken


def drawn(*indices: int) -> Iterator[int]:
    yield from indices
    yield from repeat(indices[-1])


def test_a_taken_place_is_drawn_again(school: School) -> None:
    ids = DrawnIds(places=drawn(5, 5, 5, 9))
    places = allot_many(school, 2, new_lists(100, ids))
    assert [place.index for place in places] == [5, 9]
    assert len({place.list_id for place in places}) == 1


def test_after_eight_taken_places_a_new_list_is_opened(school: School) -> None:
    ids = DrawnIds(places=drawn(5))
    places = allot_many(school, 3, new_lists(100, ids))
    assert [place.index for place in places] == [5, 5, 5]
    assert len({place.list_id for place in places}) == 3


def test_full_lists_give_way_without_a_place_twice(school: School) -> None:
    places = allot_many(school, 50, new_lists(10))
    assert len({(place.list_id, place.index) for place in places}) == 50


def test_a_list_s_address_is_kept_with_it(school: School) -> None:
    place = allot_many(school, 1, new_lists(100))[0]
    assert place.list_url == f"{BASE}/status-lists/{place.list_id}"


def test_each_purpose_has_lists_of_its_own(school: School) -> None:
    credential = school.issued(DATA_LITERACY)
    assert [entry.purpose for entry in credential.entries] == [
        StatusPurpose.REVOCATION,
        StatusPurpose.SUSPENSION,
    ]
    assert len({entry.list_id for entry in credential.entries}) == 2


def test_issuing_side_by_side_gives_each_its_own_place(school: School) -> None:
    """All draw from the same few places, so that they meet."""
    version = school.approved()
    awards = [
        school.approved_award(version, school.learner(numbered(number))) for number in range(8)
    ]
    issued: list[Credential] = []
    failed: list[BaseException] = []
    start = threading.Barrier(len(awards))

    def begin(number: int) -> None:
        start.wait()
        try:
            issued.append(issue_from(school, awards[number], few()))
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(len(awards))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    places = {(entry.list_id, entry.index) for made in issued for entry in made.entries}
    assert len(places) == len(awards)
    with school.database.read() as connection:
        open_lists = select(func.count()).where(lists.c.closed_at.is_(None))
        assert connection.scalar(open_lists) == 1
        assert connection.scalar(select(func.count()).select_from(status_list_entries)) == 8


def test_a_bit_is_set_and_the_revision_rises_once(school: School) -> None:
    entry = school.issued().entries[0]
    with school.database.write() as connection:
        for _ in range(2):
            status_lists.set_bit(connection, entry, value=True)
        assert status_lists.set_indices(connection, entry.list_id) == (entry.index,)
        assert status_lists.get(connection, entry.list_id).revision == 1
        status_lists.set_bit(connection, entry, value=False)
        assert status_lists.set_indices(connection, entry.list_id) == ()
        assert status_lists.get(connection, entry.list_id).revision == 2


def test_the_published_form_is_fresh_until_a_bit_changes_or_time_passes(school: School) -> None:
    entry = school.issued().entries[0]
    until = LATER + timedelta(hours=1)
    with school.database.write() as connection:
        assert not status_lists.get(connection, entry.list_id).is_fresh(NOW)
        held = status_lists.hold(connection, entry.list_id)
        published = Published(b"{}", held.revision, LATER, until)
        status_lists.save_published(connection, entry.list_id, published)
        record = status_lists.get(connection, entry.list_id)
        assert record.published == published
        assert record.is_fresh(LATER)
        assert not record.is_fresh(until)
        status_lists.set_bit(connection, entry, value=True)
        assert not status_lists.get(connection, entry.list_id).is_fresh(LATER)


def test_an_unknown_list_is_not_found(school: School) -> None:
    with pytest.raises(NotFound), school.database.read() as connection:
        status_lists.get(connection, "unknown")
