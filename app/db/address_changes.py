"""Changes of learners' addresses: asked for, proved, agreed to, refused, done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.db import learners, places
from app.db.credential_rows import token_hash
from app.db.learner_rows import personal_row
from app.db.tables import address_changes
from app.db.tables import learners as learner_table
from app.keys.sealing import Vault
from app.mail.address_change import AddressChange, AskedBy
from issuer.errors import AlreadyExists, NotFound


def add(
    connection: Connection, vault: Vault, change: AddressChange, *, tokens: tuple[str, str]
) -> None:
    """Enter a change, with the tokens of the letters to the new address and to the old one."""
    seal = learners.known_by_id(connection, vault, change.learner_id).seal
    new, old = tokens
    row = {
        "id": change.id,
        "learner_id": change.learner_id,
        "asked_by": change.asked_by.value,
        "address_sealed": seal.close(change.address.encode(), place=places.new_address(change.id)),
        "new_token_hash": token_hash(new),
        "old_token_hash": token_hash(old),
        "created_at": change.created_at,
        "expires_at": change.expires_at,
    }
    connection.execute(insert(address_changes).values(row))


def count_open(connection: Connection, learner_id: str, *, now: datetime) -> int:
    """Count a learner's changes that can still go on."""
    query = select(address_changes.c.id).where(
        address_changes.c.learner_id == learner_id,
        address_changes.c.done_at.is_(None),
        address_changes.c.refused_at.is_(None),
        address_changes.c.expires_at > now,
    )
    return len(connection.execute(query).all())


def by_token(connection: Connection, vault: Vault, token: str) -> tuple[AddressChange, bool]:
    """Find a change by a letter's token, and say if it was the new address's. Raises NotFound."""
    hashed = token_hash(token)
    either = or_(
        address_changes.c.new_token_hash == hashed, address_changes.c.old_token_hash == hashed
    )
    row = connection.execute(select(address_changes).where(either).with_for_update()).one_or_none()
    if row is None:
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")
    return _change(connection, vault, row), bytes(row.new_token_hash) == hashed


def save(connection: Connection, change: AddressChange) -> None:
    """Write down how far a change has come."""
    values = {
        "proved_at": change.proved_at,
        "agreed_at": change.agreed_at,
        "refused_at": change.refused_at,
        "done_at": change.done_at,
    }
    own = address_changes.c.id == change.id
    connection.execute(update(address_changes).where(own).values(values))


def give_address(
    connection: Connection, vault: Vault, change: AddressChange, *, now: datetime
) -> None:
    """Let a learner have their new address. Raises NotFound, AlreadyExists."""
    known = learners.known_by_id(connection, vault, change.learner_id)
    values = personal_row(vault, replace(known.learner, email=change.address), known.seal)
    own = learner_table.c.id == change.learner_id
    try:
        with connection.begin_nested():
            changed = values | {"changed_at": now}
            connection.execute(update(learner_table).where(own).values(changed))
    except IntegrityError:
        raise AlreadyExists("Another learner of this school has this address.") from None


def _change(connection: Connection, vault: Vault, row: Row[Any]) -> AddressChange:
    seal = learners.known_by_id(connection, vault, row.learner_id).seal
    address = seal.open(bytes(row.address_sealed), place=places.new_address(row.id))
    return AddressChange(
        id=row.id,
        learner_id=row.learner_id,
        asked_by=AskedBy(row.asked_by),
        address=address.decode(),
        created_at=row.created_at,
        expires_at=row.expires_at,
        proved_at=row.proved_at,
        agreed_at=row.agreed_at,
        refused_at=row.refused_at,
        done_at=row.done_at,
    )
