"""Learners: personal data sealed with a key of their own, found again by keyed hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from app.db import places
from app.db.inserting import insert_if_absent
from app.db.learner_rows import (
    AnotherLearner,
    KnownLearner,
    email_lookup,
    identifier_lookup,
    known,
    merged,
    new_row,
    opened,
    personal_row,
    require_same,
)
from app.db.paging import Paging, Slice, total
from app.db.tables import learners
from app.db.written import Written
from app.keys.sealing import Vault
from issuer.errors import AlreadyExists, NotFound
from issuer.model.award import Learner

__all__ = [
    "AnotherLearner",
    "KnownLearner",
    "by_id",
    "email_lookup",
    "find_or_create",
    "get",
    "identifier_lookup",
    "known_by_id",
    "listed",
    "save",
]


def find_or_create(
    connection: Connection, vault: Vault, learner: Learner, *, now: datetime
) -> KnownLearner:
    """Give the organisation's learner with this identifier, else this e-mail address.

    What is newly known is stored; one that is not there is entered under `learner.id`. Raises
    AnotherLearner.
    """
    row = _find(connection, vault, learner)
    created = None if row else _created(connection, vault, learner, now)
    if created is not None:
        return created
    # Not created: another request has just entered the same learner.
    row = row or _find(connection, vault, learner)
    if row is None:
        raise AlreadyExists("A learner with this id is entered already.")
    present = known(vault, row)
    require_same(present.learner, learner)
    joined = merged(present.learner, learner)
    if joined != present.learner:
        values = personal_row(vault, joined, present.seal) | {"changed_at": now}
        connection.execute(update(learners).where(learners.c.id == row.id).values(values))
    return KnownLearner(joined, present.seal)


def save(connection: Connection, vault: Vault, learner: Learner, *, now: datetime) -> None:
    """Let what is known of a learner be this from now on. Raises NotFound."""
    seal = known_by_id(connection, vault, learner.id).seal
    values = personal_row(vault, learner, seal) | {"changed_at": now}
    connection.execute(update(learners).where(learners.c.id == learner.id).values(values))


def get(connection: Connection, vault: Vault, learner_id: str, *, organisation_id: str) -> Learner:
    """Load a learner of the caller's organisation. Raises NotFound, also after erasure."""
    learner = by_id(connection, vault, learner_id)
    if learner.organisation_id != organisation_id:
        raise NotFound("There is no such learner.")
    return learner


def by_id(connection: Connection, vault: Vault, learner_id: str) -> Learner:
    """Load the learner that another row names. Raises NotFound."""
    return known_by_id(connection, vault, learner_id).learner


def known_by_id(connection: Connection, vault: Vault, learner_id: str) -> KnownLearner:
    """Load the learner that another row names, with their key. Raises NotFound."""
    return known(vault, _row(connection, learner_id))


def listed(
    connection: Connection, vault: Vault, *, organisation_id: str, paging: Paging
) -> Slice[Learner]:
    """List an organisation's learners, newest first."""
    query = select(learners).where(
        learners.c.organisation_id == organisation_id, learners.c.erased_at.is_(None)
    )
    page = (
        query.order_by(learners.c.created_at.desc(), learners.c.id)
        .offset(paging.offset)
        .limit(paging.size)
    )
    found = tuple(opened(vault, row) for row in connection.execute(page))
    return Slice(found, total(connection, query))


def _row(connection: Connection, learner_id: str) -> Row[Any]:
    query = select(learners).where(learners.c.id == learner_id, learners.c.erased_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such learner.")
    return row


def _find(connection: Connection, vault: Vault, learner: Learner) -> Row[Any] | None:
    asked = {
        "of_organisation": learner.organisation_id,
        "email": email_lookup(vault, learner),
        "identifier": identifier_lookup(vault, learner),
    }
    if learner.identifier is not None:
        row = _BY_IDENTIFIER.one(connection, asked)
        if row is not None:
            return row
        # The address may be a family's: only a learner without a number can be this one.
        return _without_identifier(_BY_EMAIL.rows(connection, asked))
    rows = _BY_EMAIL.rows(connection, asked)
    return rows[0] if len(rows) == 1 else _without_identifier(rows)


_OWN = select(learners).where(
    learners.c.organisation_id == bindparam("of_organisation"), learners.c.erased_at.is_(None)
)
# Held: two requests that both learn something new of one learner go one after the other.
_BY_EMAIL = Written(_OWN.where(learners.c.email_lookup == bindparam("email")).with_for_update())
_BY_IDENTIFIER = Written(
    _OWN.where(learners.c.identifier_lookup == bindparam("identifier")).with_for_update()
)


def _without_identifier(rows: Any) -> Row[Any] | None:  # noqa: ANN401 - a sequence of rows
    return next((row for row in rows if row.identifier_lookup is None), None)


def _created(
    connection: Connection, vault: Vault, learner: Learner, now: datetime
) -> KnownLearner | None:
    """Enter a learner under a fresh key; None if somebody else is just doing so."""
    place = places.data_key(learner.id)
    data_key_sealed = vault.new_data_key(place=place)
    entered = KnownLearner(learner, vault.data_seal(data_key_sealed, place=place))
    row = new_row(vault, entered, data_key_sealed, now)
    return entered if insert_if_absent(connection, learners, row) else None
