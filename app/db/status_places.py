"""Places in status lists for a whole chunk: drawn at random, reserved before anything is signed.

The rules are those of `app.db.status_lists.allot`. A place belongs to its credential's id, so a
chunk that is begun again finds the places it reserved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select

from app.db.inserting import insert_absent
from app.db.status_lists import DRAWS, LISTS_TRIED, NewLists, close_list, open_list
from app.db.tables import status_list_entries, status_lists
from issuer.model.credential import StatusListEntry, StatusPurpose

Places: TypeAlias = Mapping[str, StatusListEntry]
"""By credential id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPlaces:
    """Who needs a place, and in lists of which profile and purpose."""

    profile_id: str
    purpose: StatusPurpose
    credential_ids: Sequence[str]


def reserve(connection: Connection, wanted: WantedPlaces, new_lists: NewLists) -> Places:
    """Give every credential a place of its own, by credential id; one it has already is kept."""
    places = _reserved(connection, wanted)
    without = [each for each in wanted.credential_ids if each not in places]
    for _ in range(LISTS_TRIED):
        if not without:
            return places
        row = open_list(connection, wanted.profile_id, wanted.purpose, new_lists)
        _hold(connection, row)
        for _ in range(DRAWS):
            places |= _drawn(connection, row, without, new_lists)
            without = [each for each in without if each not in places]
        if without:
            close_list(connection, row.id, new_lists)
    if without:
        raise RuntimeError("No status list gives a free place: the random source does not vary.")
    return places


def _hold(connection: Connection, row: Row[Any]) -> None:
    """Let one chunk after the other draw; who draws a single place is not held up.

    Two chunks that draw again what is taken could wait for each other in a circle.
    """
    held = select(status_lists.c.id).where(status_lists.c.id == row.id)
    connection.execute(held.with_for_update(key_share=True))


def _drawn(
    connection: Connection, row: Row[Any], without: Sequence[str], lists: NewLists
) -> dict[str, StatusListEntry]:
    """Draw a place for each, and keep those that were free."""
    drawn: dict[int, str] = {}
    for credential_id in without:
        # Drawn twice, one of the two draws again: who comes first is as random as the place.
        drawn[lists.ids.random_index(row.length)] = credential_id
    rows = [
        {"list_id": row.id, "idx": index, "value": False, "credential_id": credential_id}
        for index, credential_id in drawn.items()
    ]
    entries = status_list_entries.c
    taken = insert_absent(connection, status_list_entries, rows, entries.credential_id, entries.idx)
    return {each.credential_id: _entry(row, each.idx) for each in taken}


def _reserved(connection: Connection, wanted: WantedPlaces) -> dict[str, StatusListEntry]:
    query = (
        select(
            *status_list_entries.c["credential_id", "idx"], *status_lists.c["id", "url", "purpose"]
        )
        .join_from(status_list_entries, status_lists)
        .where(
            status_list_entries.c.credential_id.in_(wanted.credential_ids),
            status_lists.c.purpose == wanted.purpose.value,
        )
    )
    return {row.credential_id: _entry(row, row.idx) for row in connection.execute(query)}


def _entry(row: Row[Any], index: int) -> StatusListEntry:
    return StatusListEntry(
        list_id=row.id, list_url=row.url, index=index, purpose=StatusPurpose(row.purpose)
    )
