"""What is known of addresses: bounced, complained, no reminders. Found by keyed hashes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import mail_addresses
from app.keys.sealing import Vault

_SOFT_BOUNCES_ALLOWED = 3
"""A full mailbox is emptied one day; one that is full every time is nobody's."""


@dataclass(frozen=True, slots=True)
class AddressStanding:
    """What keeps letters from an address."""

    has_bounced: bool = False
    has_complained: bool = False
    wants_no_reminders: bool = False


def address_hash(vault: Vault, address: str) -> bytes:
    """Hash an address; spaces around it and capitals make no difference."""
    return vault.lookup(address.strip().casefold(), purpose="mail/address")


def standing(connection: Connection, hashed: bytes) -> AddressStanding:
    """Give what is known of an address."""
    row = connection.execute(
        select(mail_addresses).where(mail_addresses.c.address_hash == hashed)
    ).one_or_none()
    if row is None:
        return AddressStanding()
    return AddressStanding(
        has_bounced=row.bounced_at is not None,
        has_complained=row.complained_at is not None,
        wants_no_reminders=row.stopped_at is not None,
    )


def note_bounced(connection: Connection, hashed: bytes, *, now: datetime) -> None:
    """Write nothing more to this address."""
    _note(connection, hashed, bounced_at=now)


def note_complained(connection: Connection, hashed: bytes, *, now: datetime) -> None:
    """Write nothing more to this address: its owner calls our letters unwanted."""
    _note(connection, hashed, complained_at=now)


def note_stopped(connection: Connection, hashed: bytes, *, now: datetime) -> None:
    """Remind this address no more."""
    _note(connection, hashed, stopped_at=now)


def note_soft_bounce(connection: Connection, hashed: bytes, *, now: datetime) -> bool:
    """Count a letter that came back for now; tell whether it was one too many."""
    _note(connection, hashed)
    own = mail_addresses.c.address_hash == hashed
    counted = (
        update(mail_addresses)
        .where(own)
        .values(soft_bounces=mail_addresses.c.soft_bounces + 1)
        .returning(mail_addresses.c.soft_bounces)
    )
    if (connection.scalar(counted) or 0) < _SOFT_BOUNCES_ALLOWED:
        return False
    note_bounced(connection, hashed, now=now)
    return True


def forget_bounces(connection: Connection, hashed: bytes) -> None:
    """Write to an address again: the school says that it works. A complaint stays."""
    own = mail_addresses.c.address_hash == hashed
    values = {"bounced_at": None, "soft_bounces": 0}
    connection.execute(update(mail_addresses).where(own).values(values))


def forget(connection: Connection, hashed: bytes) -> None:
    """Keep nothing of an address."""
    connection.execute(delete(mail_addresses).where(mail_addresses.c.address_hash == hashed))


def _note(connection: Connection, hashed: bytes, **moments: datetime) -> None:
    insert_if_absent(connection, mail_addresses, {"address_hash": hashed, "soft_bounces": 0})
    if moments:
        own = mail_addresses.c.address_hash == hashed
        connection.execute(update(mail_addresses).where(own).values(moments))
