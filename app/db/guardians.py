"""Guardians: found by a keyed hash of their address, which itself is with each child's data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.db import places
from app.db.credential_rows import token_hash
from app.db.inserting import insert_if_absent
from app.db.tables import guardians, guardianships, learners
from app.keys.sealing import Vault
from issuer.errors import NotFound
from issuer.model.award import Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """A parent or guardian of one or more of an organisation's learners."""

    id: str
    organisation_id: str
    token: str = field(repr=False)
    """The secret part of their page's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardianship:
    """What a guardian has said of one learner."""

    learner_id: str
    guardian_id: str
    named_at: datetime
    agrees: bool | None = None
    """None: not yet asked, or not yet answered."""
    decided_at: datetime | None = None


def email_lookup(vault: Vault, organisation_id: str, email: str) -> bytes:
    """Hash a guardian's address; spaces around it and capitals make no difference."""
    return vault.lookup(email.strip().casefold(), purpose=f"guardians/{organisation_id}/email")


def find_or_create(
    connection: Connection, vault: Vault, guardian: Guardian, email: str, *, now: datetime
) -> Guardian:
    """Give the organisation's guardian of this address, else enter this one."""
    hashed = email_lookup(vault, guardian.organisation_id, email)
    sealed = vault.close(guardian.token.encode(), place=places.guardian_token(guardian.id))
    row = {
        "id": guardian.id,
        "organisation_id": guardian.organisation_id,
        "email_lookup": hashed,
        "token_hash": token_hash(guardian.token),
        "token_sealed": sealed,
        "created_at": now,
    }
    insert_if_absent(connection, guardians, row)
    known = (guardians.c.organisation_id == guardian.organisation_id) & (
        guardians.c.email_lookup == hashed
    )
    return _guardian(vault, connection.execute(select(guardians).where(known)).one())


def by_token(connection: Connection, vault: Vault, token: str) -> Guardian:
    """Find a guardian by the secret part of their page's address. Raises NotFound."""
    query = select(guardians).where(guardians.c.token_hash == token_hash(token))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")
    return _guardian(vault, row)


def of_learner(connection: Connection, vault: Vault, learner: Learner) -> Guardianship | None:
    """Give what a learner's present guardian has said; None while none was asked."""
    if learner.guardian_email is None:
        return None
    hashed = email_lookup(vault, learner.organisation_id, learner.guardian_email)
    query = (
        select(guardianships)
        .join(guardians, guardians.c.id == guardianships.c.guardian_id)
        .where(guardianships.c.learner_id == learner.id, guardians.c.email_lookup == hashed)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _guardianship(row)


def learner_ids(connection: Connection, guardian_id: str) -> Sequence[str]:
    """List whom a guardian was named for, in that order; erased learners are gone."""
    query = (
        select(guardianships.c.learner_id)
        .join(learners, learners.c.id == guardianships.c.learner_id)
        .where(guardianships.c.guardian_id == guardian_id, learners.c.erased_at.is_(None))
        .order_by(guardianships.c.named_at, guardianships.c.learner_id)
    )
    return connection.scalars(query).all()


def assign(connection: Connection, learner_id: str, guardian_id: str, *, now: datetime) -> bool:
    """Let a guardian be the learner's; False if they are so already. Another one is asked anew."""
    fresh = {"guardian_id": guardian_id, "named_at": now, "agrees": None, "decided_at": None}
    if insert_if_absent(connection, guardianships, {"learner_id": learner_id} | fresh):
        return True
    of_another = (guardianships.c.learner_id == learner_id) & (
        guardianships.c.guardian_id != guardian_id
    )
    changed = connection.execute(update(guardianships).where(of_another).values(fresh))
    return changed.rowcount > 0


def decide(connection: Connection, asked: Guardianship, *, agrees: bool, now: datetime) -> None:
    """Write down what a guardian says of a learner; a later word replaces an earlier one."""
    same = (guardianships.c.learner_id == asked.learner_id) & (
        guardianships.c.guardian_id == asked.guardian_id
    )
    values = {"agrees": agrees, "decided_at": now}
    connection.execute(update(guardianships).where(same).values(values))


def _guardian(vault: Vault, row: Row[Any]) -> Guardian:
    token = vault.open(bytes(row.token_sealed), place=places.guardian_token(row.id)).decode()
    return Guardian(id=row.id, organisation_id=row.organisation_id, token=token)


def _guardianship(row: Row[Any]) -> Guardianship:
    return Guardianship(**row._mapping)  # noqa: SLF001 - a public name
