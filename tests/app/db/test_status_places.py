"""app.db.status_places: a chunk's places are random, its own, and found again."""

import threading
from collections import Counter
from itertools import pairwise

from sqlalchemy import select

from app.clock import RandomIds
from app.db import status_places
from app.db.status_lists import NewLists
from app.db.status_places import Places, WantedPlaces
from app.db.tables import status_list_entries, status_lists
from issuer.model.credential import StatusPurpose
from tests.app.db.school import DrawnIds, School
from tests.issuer.examples import BASE, NOW, SCHOOL


def reserve(
    school: School, ids: list[str], *, length: int = 1000, drawn: DrawnIds | None = None
) -> Places:
    """Reserve revocation places in a transaction of their own."""
    wanted = WantedPlaces(
        profile_id=SCHOOL.id, purpose=StatusPurpose.REVOCATION, credential_ids=ids
    )
    made = NewLists(ids=drawn or RandomIds(), public_url=BASE, length=length, now=NOW)
    with school.database.write() as connection:
        return status_places.reserve(connection, wanted, made)


def named(number: int, begin: int = 0) -> list[str]:
    return [f"credential {begin + place}" for place in range(number)]


def test_each_has_a_place_of_its_own_and_keeps_it(school: School) -> None:
    places = reserve(school, named(200))
    assert len({(each.list_id, each.index) for each in places.values()}) == 200
    assert reserve(school, named(200)) == places
    more = reserve(school, named(250))
    assert {name: more[name] for name in places} == places
    assert len(more) == 250


def test_places_tell_nothing_of_the_order(school: School) -> None:
    places = reserve(school, named(200), length=100_000)
    indices = [places[name].index for name in named(200)]
    risen = sum(later > earlier for earlier, later in pairwise(indices))
    assert 60 < risen < 140


def test_a_full_list_gives_way_to_another(school: School) -> None:
    places = reserve(school, named(40), length=16)
    held = Counter(each.list_id for each in places.values())
    assert sum(held.values()) == 40
    assert max(held.values()) <= 16
    with school.database.read() as connection:
        open_lists = connection.scalars(
            select(status_lists.c.id).where(status_lists.c.closed_at.is_(None))
        ).all()
    assert len(open_lists) == 1


def test_taken_places_are_drawn_again(school: School) -> None:
    reserve(school, ["first"], drawn=DrawnIds(iter([5])))
    places = reserve(school, ["second", "third"], drawn=DrawnIds(iter([5, 9, 5, 7])))
    assert {name: place.index for name, place in places.items()} == {"second": 7, "third": 9}


def test_chunks_side_by_side_share_no_place(school: School) -> None:
    failed: list[BaseException] = []

    def act(begin: int) -> None:
        try:
            reserve(school, named(100, begin), length=1500)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)

    threads = [threading.Thread(target=act, args=(100 * place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with school.database.read() as connection:
        rows = connection.execute(select(status_list_entries)).all()
    assert len({(row.list_id, row.idx) for row in rows}) == 400 == len(rows)
