"""Letters and claims as a school looks at them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, select

from app.db import learners
from app.db.mails import owed_letter
from app.db.paging import Paging, Slice, total
from app.db.tables import claims, credentials, mails
from app.db.tables import learners as learner_table
from app.keys.sealing import Vault
from app.mail.letter import LetterState, OwedLetter
from issuer.errors import NotFound
from issuer.model.award import Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """What a list of letters is narrowed to."""

    state: LetterState | None = None
    credential_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a list of claims is narrowed to."""

    claimed: bool | None = None
    letter: LetterState | None = None
    """The state of the newest letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A letter, and who it is about; nobody once they are erased."""

    owed: OwedLetter
    learner: Learner | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A credential, whether it was claimed, and the newest letter about it."""

    credential_id: str
    learner: Learner
    issued_at: datetime
    opened_at: datetime | None
    claimed_at: datetime | None
    letter: OwedLetter | None


def listed(
    connection: Connection,
    vault: Vault,
    *,
    organisation_id: str,
    wanted: DeliveryFilter,
    paging: Paging,
) -> Slice[Delivery]:
    """List an organisation's letters, newest first."""
    query = select(mails).where(mails.c.organisation_id == organisation_id)
    if wanted.state is not None:
        query = query.where(mails.c.state == wanted.state.value)
    if wanted.credential_id is not None:
        query = query.where(mails.c.credential_id == wanted.credential_id)
    page = _page(query.order_by(mails.c.created_at.desc(), mails.c.id), paging)
    found = [owed_letter(row) for row in connection.execute(page)]
    known = _learners(connection, vault, (each.letter.learner_id for each in found))
    items = tuple(
        Delivery(owed=each, learner=known.get(each.letter.learner_id or "")) for each in found
    )
    return Slice(items, total(connection, query))


def claims_listed(
    connection: Connection,
    vault: Vault,
    *,
    organisation_id: str,
    wanted: ClaimFilter,
    paging: Paging,
) -> Slice[ClaimLine]:
    """List an organisation's credentials by whether they were claimed, newest first."""
    query = _claims().where(credentials.c.organisation_id == organisation_id)
    if wanted.claimed is not None:
        is_claimed = claims.c.claimed_at.is_not(None)
        query = query.where(is_claimed if wanted.claimed else ~is_claimed)
    if wanted.letter is not None:
        query = query.where(_newest_letter_is(wanted.letter))
    page = _page(query.order_by(credentials.c.issued_at.desc(), credentials.c.id), paging)
    rows = connection.execute(page).all()
    letters = newest_letters(connection, [row.id for row in rows])
    known = _learners(connection, vault, (row.learner_id for row in rows))
    items = tuple(_line(row, known[row.learner_id], letters.get(row.id)) for row in rows)
    return Slice(items, total(connection, query))


def newest_letters(
    connection: Connection, credential_ids: Collection[str]
) -> dict[str, OwedLetter]:
    """Give the newest letter about each of these credentials."""
    query = select(mails).where(mails.c.credential_id.in_(credential_ids))
    rows = connection.execute(query.order_by(mails.c.created_at, mails.c.id))
    return {row.credential_id: owed_letter(row) for row in rows}


def _claims() -> Select[Any]:
    joined = credentials.join(
        learner_table, learner_table.c.id == credentials.c.learner_id
    ).outerjoin(claims, claims.c.credential_id == credentials.c.id)
    columns = (
        *credentials.c["id", "learner_id", "issued_at"],
        *claims.c["opened_at", "claimed_at"],
    )
    return (
        select(*columns)
        .select_from(joined)
        .where(credentials.c.issued_at.is_not(None), learner_table.c.erased_at.is_(None))
    )


def _newest_letter_is(state: LetterState) -> ColumnElement[bool]:
    newer = mails.alias()
    is_newer = newer.c.created_at > mails.c.created_at
    of_same = newer.c.credential_id == mails.c.credential_id
    return exists().where(
        mails.c.credential_id == credentials.c.id,
        mails.c.state == state.value,
        ~exists().where(of_same, is_newer),
    )


def _page(query: Select[Any], paging: Paging) -> Select[Any]:
    return query.offset(paging.offset).limit(paging.size)


def _learners(
    connection: Connection, vault: Vault, learner_ids: Iterable[str | None]
) -> dict[str, Learner]:
    known: dict[str, Learner] = {}
    for learner_id in {each for each in learner_ids if each is not None}:
        try:
            known[learner_id] = learners.by_id(connection, vault, learner_id)
        except NotFound:
            continue  # erased
    return known


def _line(row: Row[Any], learner: Learner, letter: OwedLetter | None) -> ClaimLine:
    return ClaimLine(
        credential_id=row.id,
        learner=learner,
        issued_at=row.issued_at,
        opened_at=row.opened_at,
        claimed_at=row.claimed_at,
        letter=letter,
    )
