"""Status lists: places drawn at random, bits flipped, and the published form kept.

A place is drawn in constant time: a random index, and the primary key says whether it is free.
When it was taken eight times in a row the list is closed and another opened. So there is no
counter that all issuing would queue for, and an index tells nothing of order or number.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from app.clock import Ids
from app.db.inserting import insert_if_absent
from app.db.tables import status_list_entries, status_lists
from app.db.written import Written
from issuer.errors import NotFound
from issuer.model.credential import StatusListEntry, StatusPurpose

DRAWS = 8
"""Places taken one after the other before a list counts as full."""
LISTS_TRIED = 4
"""A fresh list takes the first draw: more than two mean that something else is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLists:
    """How a list is made when one is needed."""

    ids: Ids
    public_url: str
    length: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who needs a place, and where."""

    profile_id: str
    purpose: StatusPurpose
    credential_id: str


@dataclass(frozen=True, slots=True)
class Published:
    """The signed list credential, as the bytes that are served."""

    body: bytes
    revision: int
    """The list's revision that it shows."""
    at: datetime
    until: datetime
    """From then on it is signed anew, changed or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusListRecord:
    """One list of one profile and purpose."""

    id: str
    profile_id: str
    purpose: StatusPurpose
    url: str
    length: int
    revision: int
    published: Published | None

    def is_fresh(self, now: datetime) -> bool:
        """Say whether the published form shows the list's present state."""
        shown = self.published
        return shown is not None and shown.revision == self.revision and now < shown.until


def allot(connection: Connection, wanted: Wanted, new_lists: NewLists) -> StatusListEntry:
    """Take a free place at random in the open list of a profile and purpose."""
    for _ in range(LISTS_TRIED):
        row = open_list(connection, wanted.profile_id, wanted.purpose, new_lists)
        for _ in range(DRAWS):
            index = new_lists.ids.random_index(row.length)
            place = {"list_id": row.id, "idx": index, "value": False}
            place["credential_id"] = wanted.credential_id
            if insert_if_absent(connection, status_list_entries, place):
                return StatusListEntry(
                    list_id=row.id, list_url=row.url, index=index, purpose=wanted.purpose
                )
        close_list(connection, row.id, new_lists)
    raise RuntimeError("No status list gives a free place: the random source does not vary.")


def set_bit(connection: Connection, entry: StatusListEntry, *, value: bool) -> None:
    """Set the bit of one entry.

    The list's revision rises only when the bit changes, so that nothing is signed in vain.
    """
    entries, lists = status_list_entries.c, status_lists.c
    place = (entries.list_id == entry.list_id) & (entries.idx == entry.index)
    changed = update(status_list_entries).where(place, entries.value != value).values(value=value)
    if connection.execute(changed).rowcount:
        raised = update(status_lists).where(lists.id == entry.list_id)
        connection.execute(raised.values(revision=lists.revision + 1))


def get(connection: Connection, list_id: str) -> StatusListRecord:
    """Load a list. Raises NotFound."""
    return _one(connection, list_id, hold=False)


def hold(connection: Connection, list_id: str) -> StatusListRecord:
    """Load a list and hold it for signing: one signer at a time. Raises NotFound."""
    return _one(connection, list_id, hold=True)


def set_indices(connection: Connection, list_id: str) -> tuple[int, ...]:
    """Give the indices whose bit is set, in order."""
    return tuple(connection.scalars(set_indices_query(list_id)))


def set_indices_query(list_id: str) -> Select[tuple[int]]:
    """Write the query of what is set: an index of that alone answers it."""
    entries = status_list_entries.c
    query = select(entries.idx).where(entries.list_id == list_id, entries.value)
    return query.order_by(entries.idx)


def save_published(connection: Connection, list_id: str, published: Published) -> None:
    """Keep the signed form for serving."""
    values = {
        "published": published.body,
        "published_revision": published.revision,
        "published_at": published.at,
        "published_until": published.until,
    }
    connection.execute(update(status_lists).where(status_lists.c.id == list_id).values(values))


def entries_of(connection: Connection, credential_id: str) -> tuple[StatusListEntry, ...]:
    """List a credential's places, revocation first."""
    query = (
        select(status_list_entries.c.idx, status_lists)
        .join_from(status_list_entries, status_lists)
        .where(status_list_entries.c.credential_id == credential_id)
        .order_by(status_lists.c.purpose)
    )
    return tuple(
        StatusListEntry(
            list_id=row.id, list_url=row.url, index=row.idx, purpose=StatusPurpose(row.purpose)
        )
        for row in connection.execute(query)
    )


def open_list(
    connection: Connection, profile_id: str, purpose: StatusPurpose, new_lists: NewLists
) -> Row[Any]:
    """Give the list that takes new entries, made now if there is none."""
    asked = {"of_profile": profile_id, "for_purpose": purpose.value}
    row = _OPEN.one(connection, asked)
    if row is None:
        insert_if_absent(connection, status_lists, _new_row(profile_id, purpose, new_lists))
        row = _OPEN.rows(connection, asked)[0]  # ours, or that of somebody who was faster
    return row


# Without what is published: a list is long, and this is asked with every credential.
_OPEN = Written(
    select(*status_lists.c["id", "url", "length", "purpose"]).where(
        status_lists.c.profile_id == bindparam("of_profile"),
        status_lists.c.purpose == bindparam("for_purpose"),
        status_lists.c.closed_at.is_(None),
    )
)


def close_list(connection: Connection, list_id: str, new_lists: NewLists) -> None:
    """Let a list take no more entries; what is in it lives on."""
    still_open = (status_lists.c.id == list_id) & status_lists.c.closed_at.is_(None)
    connection.execute(update(status_lists).where(still_open).values(closed_at=new_lists.now))


def _new_row(profile_id: str, purpose: StatusPurpose, new_lists: NewLists) -> dict[str, Any]:
    list_id = new_lists.ids.new_id()
    return {
        "id": list_id,
        "profile_id": profile_id,
        "purpose": purpose.value,
        "url": f"{new_lists.public_url}/status-lists/{list_id}",
        "length": new_lists.length,
        "created_at": new_lists.now,
        "revision": 0,
    }


def _one(connection: Connection, list_id: str, *, hold: bool) -> StatusListRecord:
    query = select(status_lists).where(status_lists.c.id == list_id)
    row = connection.execute(query.with_for_update() if hold else query).one_or_none()
    if row is None:
        raise NotFound("There is no such status list.")
    return StatusListRecord(
        id=row.id,
        profile_id=row.profile_id,
        purpose=StatusPurpose(row.purpose),
        url=row.url,
        length=row.length,
        revision=row.revision,
        published=_published(row),
    )


def _published(row: Row[Any]) -> Published | None:
    if row.published is None:
        return None
    return Published(
        bytes(row.published), row.published_revision, row.published_at, row.published_until
    )
