"""Status lists as tokens: what they say is read from the very places of the Bitstring lists.

A token shares the places of one list of revocations. Whether the credential at a place is suspended
stands in another list, at a place of the same credential. So a token grows old when either changes.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from app.db import status_lists
from app.db.inserting import insert_if_absent
from app.db.status_lists import Published, StatusListRecord
from app.db.tables import status_list_entries, status_list_tokens
from app.db.tables import status_lists as lists
from issuer.errors import NotFound
from issuer.model.credential import StatusPurpose
from issuer.token_status_list import token_list_url


def get(connection: Connection, list_id: str) -> StatusListRecord:
    """Load the token of a list of revocations. Raises NotFound."""
    record = status_lists.get(connection, list_id)
    if record.purpose is not StatusPurpose.REVOCATION:
        raise NotFound("There is no such status list.")
    query = select(status_list_tokens).where(status_list_tokens.c.list_id == list_id)
    return replace(
        record,
        url=token_list_url(record.url),
        # Revisions only rise, so their sum is as it was only if nothing has changed.
        revision=record.revision + _revision_of_suspensions(connection, record.profile_id),
        published=_published(connection.execute(query).one_or_none()),
    )


def suspended_indices(connection: Connection, record: StatusListRecord) -> tuple[int, ...]:
    """Give the places of the suspended credentials of a list of revocations."""
    return tuple(connection.scalars(suspended_indices_query(record.id, record.profile_id)))


def suspended_indices_query(list_id: str, profile_id: str) -> Select[tuple[int]]:
    """Write the query of them: it begins with what is suspended, which is little."""
    suspended, place = status_list_entries.alias("suspended"), status_list_entries.alias("place")
    return (
        select(place.c.idx)
        .join_from(lists, suspended, suspended.c.list_id == lists.c.id)
        .join(place, place.c.credential_id == suspended.c.credential_id)
        .where(
            lists.c.profile_id == profile_id,
            lists.c.purpose == StatusPurpose.SUSPENSION.value,
            suspended.c.value,
            # Written so that no index answers it: SQLite would walk through the whole list.
            place.c.list_id.concat("") == list_id,
        )
    )


def save_published(connection: Connection, list_id: str, published: Published) -> None:
    """Keep the signed token for serving."""
    row = {
        "list_id": list_id,
        "published": published.body,
        "published_revision": published.revision,
        "published_at": published.at,
        "published_until": published.until,
    }
    if not insert_if_absent(connection, status_list_tokens, row):
        same = status_list_tokens.c.list_id == list_id
        connection.execute(update(status_list_tokens).where(same).values(row))


def outdate(connection: Connection, profile_id: str, *, now: datetime) -> None:
    """Have the tokens of a profile signed anew, though no place has changed."""
    of_profile = select(lists.c.id).where(lists.c.profile_id == profile_id)
    own = status_list_tokens.c.list_id.in_(of_profile)
    connection.execute(update(status_list_tokens).where(own).values(published_until=now))


def _revision_of_suspensions(connection: Connection, profile_id: str) -> int:
    query = select(func.coalesce(func.sum(lists.c.revision), 0)).where(
        lists.c.profile_id == profile_id, lists.c.purpose == StatusPurpose.SUSPENSION.value
    )
    return int(connection.scalar(query) or 0)


def _published(row: Row[Any] | None) -> Published | None:
    if row is None:
        return None
    return Published(
        bytes(row.published), row.published_revision, row.published_at, row.published_until
    )
