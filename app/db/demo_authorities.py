"""The demonstration's own authorities: made once, kept sealed, believed for what they are."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from app.db.inserting import insert_if_absent
from app.db.tables import demo_authorities

_ONLY = 1


@dataclass(frozen=True, slots=True)
class StoredAuthorities:
    """What the demonstration seals with."""

    root: bytes
    """The certificate everything leads to, as DER."""
    authorities_sealed: bytes = field(repr=False)


def add(connection: Connection, stored: StoredAuthorities, *, now: datetime) -> bool:
    """Keep the authorities; False if there are some already."""
    row = {
        "id": _ONLY,
        "root": stored.root,
        "authorities_sealed": stored.authorities_sealed,
        "created_at": now,
    }
    return insert_if_absent(connection, demo_authorities, row)


def get(connection: Connection) -> StoredAuthorities | None:
    """Load the authorities; None where nobody made any."""
    row = connection.execute(select(demo_authorities)).one_or_none()
    return (
        None if row is None else StoredAuthorities(bytes(row.root), bytes(row.authorities_sealed))
    )
