"""Which learners of schools an account is: by the address it proved, or by the link it opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from app.db.accounts import Account
from app.db.learner_rows import address_lookup
from app.db.tables import credentials, learners, organisations
from app.keys.sealing import Vault

_AT_ONCE = 400
"""Pairs of one statement: SQLite takes no more than some thousand values."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One credential of a learner's, by its record's id."""

    credential_id: str
    issued_at: datetime


def learner_ids(connection: Connection, vault: Vault, account: Account) -> tuple[str, ...]:
    """List the learners that an account is; those who were erased are nobody any more."""
    if account.email is None:
        own = learners.c.id == account.learner_id
        return tuple(connection.scalars(_living(own)))
    return tuple(of_address(connection, vault, account.email))


def of_address(connection: Connection, vault: Vault, email: str) -> Iterator[str]:
    """Find an address's learners at every school; each school hashes it for itself."""
    schools = iter(connection.scalars(select(organisations.c.id)).all())
    while some := tuple(islice(schools, _AT_ONCE)):
        pairs = [(school, address_lookup(vault, email, school)) for school in some]
        columns = tuple_(learners.c.organisation_id, learners.c.email_lookup)
        yield from connection.scalars(_living(columns.in_(pairs))).all()


def issued_to(connection: Connection, vault: Vault, account: Account) -> tuple[Issued, ...]:
    """List what schools issued to an account's learners, newest first."""
    query = select(credentials.c.id, credentials.c.issued_at).where(
        credentials.c.learner_id.in_(learner_ids(connection, vault, account)),
        credentials.c.issued_at.is_not(None),
    )
    newest_first = query.order_by(credentials.c.issued_at.desc(), credentials.c.id)
    return tuple(Issued(row.id, row.issued_at) for row in connection.execute(newest_first))


def _living(which: ColumnElement[bool]) -> Select[Any]:
    return select(learners.c.id).where(which, learners.c.erased_at.is_(None))
