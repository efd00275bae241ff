"""Status lists as tokens share the places of the Bitstring lists, and grow old with them."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from app.db import status_list_tokens, status_lists
from app.db.engine import Connection
from app.db.status_lists import NewLists, Published, Wanted
from issuer.errors import NotFound
from issuer.model.credential import StatusListEntry, StatusPurpose
from tests.app.db.school import DrawnIds, School
from tests.issuer.examples import BASE, NOW, SCHOOL

REVOCATION, SUSPENSION = StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION
LENGTH = 131_072
Places = Mapping[StatusPurpose, StatusListEntry]


@pytest.fixture
def places(school: School) -> Callable[[str], Places]:
    made = NewLists(ids=DrawnIds(), public_url=BASE, length=LENGTH, now=NOW)

    def taken(credential_id: str) -> Places:
        with school.database.write() as connection:
            return {
                purpose: status_lists.allot(
                    connection,
                    Wanted(profile_id=SCHOOL.id, purpose=purpose, credential_id=credential_id),
                    made,
                )
                for purpose in StatusPurpose
            }

    return taken


def revision(school: School, list_id: str) -> int:
    with school.database.read() as connection:
        return status_list_tokens.get(connection, list_id).revision


def flip(school: School, place: StatusListEntry) -> None:
    with school.database.write() as connection:
        status_lists.set_bit(connection, place, value=True)


def test_who_is_suspended_is_found_at_their_place_among_the_revocations(
    school: School, places: Callable[[str], Places]
) -> None:
    taken = [places(f"credential {number}") for number in range(4)]
    for number in (1, 3):
        flip(school, taken[number][SUSPENSION])
    flip(school, taken[2][REVOCATION])
    with school.database.read() as connection:
        record = status_list_tokens.get(connection, taken[0][REVOCATION].list_id)
        found = status_list_tokens.suspended_indices(connection, record)
    assert set(found) == {taken[number][REVOCATION].index for number in (1, 3)}
    assert record.url == f"{BASE}/token-status-lists/{record.id}"
    assert record.length == LENGTH


def test_a_token_grows_old_with_either_list(
    school: School, places: Callable[[str], Places]
) -> None:
    one = places("credential")
    list_id = one[REVOCATION].list_id
    seen = [revision(school, list_id)]
    for purpose in (SUSPENSION, REVOCATION):
        flip(school, one[purpose])
        flip(school, one[purpose])  # once more: nothing changes
        seen.append(revision(school, list_id))
    assert seen == [seen[0], seen[0] + 1, seen[0] + 2]


def test_a_list_of_suspensions_has_no_token(
    school: School, places: Callable[[str], Places]
) -> None:
    one = places("credential")
    with school.database.read() as connection, pytest.raises(NotFound):
        status_list_tokens.get(connection, one[SUSPENSION].list_id)


def test_what_is_published_is_kept_replaced_and_outdated(
    school: School, places: Callable[[str], Places]
) -> None:
    list_id = places("credential")[REVOCATION].list_id

    def kept(connection: Connection) -> Published | None:
        return status_list_tokens.get(connection, list_id).published

    for body in (b"first", b"second"):
        published = Published(body, 3, NOW, NOW + timedelta(days=1))
        with school.database.write() as connection:
            status_list_tokens.save_published(connection, list_id, published)
            assert kept(connection) == published
    with school.database.write() as connection:
        status_list_tokens.outdate(connection, SCHOOL.id, now=NOW)
        found = kept(connection)
    assert found is not None
    assert (found.body, found.until) == (b"second", NOW)
