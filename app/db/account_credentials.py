"""What schools issued to an account: to the address it proved, or the one whose link it opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Connection, select, tuple_

from app.db.accounts import Account
from app.db.learner_rows import address_lookup
from app.db.tables import credentials, learners, organisations
from app.keys.sealing import Vault

_AT_ONCE = 400
"""Pairs of one statement: SQLite takes no more than some thousand values."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One credential of an account, by its record's id."""

    credential_id: str
    issued_at: datetime


def issued_to(connection: Connection, vault: Vault, account: Account) -> tuple[Issued, ...]:
    """List what schools issued to an account, newest first; nothing of erased learners."""
    query = (
        select(credentials.c.id, credentials.c.issued_at)
        .join(learners, learners.c.id == credentials.c.learner_id)
        .where(
            _own(connection, vault, account),
            credentials.c.issued_at.is_not(None),
            learners.c.erased_at.is_(None),
        )
        .order_by(credentials.c.issued_at.desc(), credentials.c.id)
    )
    return tuple(Issued(row.id, row.issued_at) for row in connection.execute(query))


def learners_of_address(connection: Connection, vault: Vault, email: str) -> Iterator[str]:
    """Find an address's learners at every school; each school hashes it for itself."""
    schools = iter(connection.scalars(select(organisations.c.id)).all())
    while some := tuple(islice(schools, _AT_ONCE)):
        pairs = [(school, address_lookup(vault, email, school)) for school in some]
        columns = tuple_(learners.c.organisation_id, learners.c.email_lookup)
        found = select(learners.c.id).where(columns.in_(pairs), learners.c.erased_at.is_(None))
        yield from connection.scalars(found).all()


def _own(connection: Connection, vault: Vault, account: Account) -> ColumnElement[bool]:
    if account.email is None:
        return credentials.c.id == account.credential_id
    return credentials.c.learner_id.in_(
        tuple(learners_of_address(connection, vault, account.email))
    )
