"""Letters in the database: owed with what causes them, taken one lease long, ended once."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, literal_column, select, update
from sqlalchemy.sql.functions import count, func

from app.db import learners, places
from app.db.inserting import insert_all, insert_if_absent
from app.db.tables import mails
from app.keys.sealing import Seal, Vault
from app.mail.letter import Letter, LetterKind, LetterState, OwedLetter, Reason

_WAITING = mails.c.state == literal_column("'waiting'")
"""Word for word the condition of the partial index, or SQLite would not use it."""
_MINUTE = timedelta(minutes=1)
_URGENT = timedelta(hours=1)
"""A letter of use for so short is one that somebody is waiting for."""
_KEPT_FREE = 10
"""One in so many of a minute's letters."""
_TURN = 0x646B7A6D61696C  # names the advisory lock: one process counts and takes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The clear columns of a letter that is entered."""

    id: str
    state: LetterState
    reason: Reason | None
    at: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a letter is not sent any more."""

    state: LetterState
    reason: Reason
    reply: str | None = None


def add(connection: Connection, vault: Vault, letter: Letter, owed: Owed) -> bool:
    """Enter a letter; False if one was entered under its `once` before."""
    row = _row(letter, owed)
    if letter.to is not None or letter.details:
        seal = _seal(connection, vault, letter.learner_id)
        row |= _sealed(seal, letter, owed.id)
    return insert_if_absent(connection, mails, row)


def add_all(connection: Connection, letters: Sequence[tuple[Letter, Owed]]) -> None:
    """Enter many letters to learners' own addresses, which say nothing that is not looked up."""
    insert_all(connection, mails, [_row(letter, owed) for letter, owed in letters])


def take_due(
    connection: Connection,
    *,
    now: datetime,
    most: int,
    per_minute: int,
    lease: timedelta,
) -> tuple[OwedLetter, ...]:
    """Take letters that are due for the length of a lease, first whose time is over first.

    All processes together take no more than so many within a minute. So a log-in code overtakes a
    batch, and some of each minute is kept for what cannot wait.
    """
    if connection.dialect.name != "sqlite":  # which has one writer anyway
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    recent = select(count()).where(mails.c.attempted_at > now - _MINUTE)
    room = per_minute - (connection.scalar(recent) or 0)
    if room <= 0:
        return ()
    is_due = _WAITING & (mails.c.available_at <= now)
    if room <= per_minute // _KEPT_FREE:
        is_due &= mails.c.useful_until <= now + _URGENT
    due = (
        select(mails)
        .where(is_due)
        .order_by(mails.c.useful_until, mails.c.available_at)  # as its index has them
        .limit(min(most, room))
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(due).all()
    values = {
        "attempts": mails.c.attempts + 1,
        "available_at": now + lease,
        "attempted_at": now,
    }
    taken = mails.c.id.in_([row.id for row in rows])
    connection.execute(update(mails).where(taken).values(values))
    return tuple(replace(owed_letter(row), attempts=row.attempts + 1) for row in rows)


def is_due(connection: Connection, *, now: datetime) -> bool:
    """Tell whether any letter is due: reading is free, taking is a write."""
    due = select(mails.c.id).where(_WAITING, mails.c.available_at <= now)
    return connection.scalar(due.limit(1)) is not None


def note_sent(
    connection: Connection, mail_id: str, *, address_hash: bytes, reply: str, now: datetime
) -> None:
    """Report that the mail server has taken a letter; what it said besides is forgotten."""
    values = {
        "state": LetterState.SENT.value,
        "reply": reply,
        "sent_at": now,
        "address_hash": address_hash,
        **_FORGOTTEN,
    }
    connection.execute(update(mails).where(_waits(mail_id)).values(values))


def note_ended(
    connection: Connection,
    mail_id: str,
    ending: Ending,
    *,
    now: datetime,
) -> None:
    """Report that a waiting letter will not be sent."""
    values = {
        "state": ending.state.value,
        "reason": ending.reason.value,
        "reply": ending.reply,
        "ended_at": now,
        **_FORGOTTEN,
    }
    connection.execute(update(mails).where(_waits(mail_id)).values(values))


def retry(
    connection: Connection, mail_id: str, *, at: datetime, reply: str | None, doubtful: bool
) -> None:
    """Have a letter taken again, not before `at`."""
    values: dict[str, Any] = {"available_at": at, "reply": reply}
    if doubtful:
        values["doubtful"] = True
    connection.execute(update(mails).where(_waits(mail_id)).values(values))


def give_back(connection: Connection, mail_ids: Collection[str], *, at: datetime) -> None:
    """Let letters that were taken, and not tried, be taken again; it was no attempt."""
    values = {"attempts": mails.c.attempts - 1, "available_at": at, "attempted_at": None}
    untouched = mails.c.id.in_(mail_ids) & _WAITING
    connection.execute(update(mails).where(untouched).values(values))


def by_id(connection: Connection, mail_id: str) -> OwedLetter | None:
    """Find a letter by its number."""
    row = connection.execute(select(mails).where(mails.c.id == mail_id)).one_or_none()
    return None if row is None else owed_letter(row)


def opened(connection: Connection, vault: Vault, owed: OwedLetter) -> Letter:
    """Give a letter with what is sealed of it. Raises NotFound once its learner is erased."""
    if owed.to_sealed is None and owed.details_sealed is None:
        return owed.letter
    seal, to, details = _seal(connection, vault, owed.letter.learner_id), None, {}
    if owed.to_sealed is not None:
        to = seal.open(owed.to_sealed, place=places.letter(owed.id, "to")).decode()
    if owed.details_sealed is not None:
        place = places.letter(owed.id, "details")
        details = json.loads(seal.open(owed.details_sealed, place=place))
    return replace(owed.letter, to=to, details=details)


_FORGOTTEN = {
    "details_sealed": None,
    "to_sealed": case((mails.c.learner_id.is_(None), None), else_=mails.c.to_sealed),
}
"""A code or a link is of no use to anybody once it has gone, nor is a stranger's address."""


def _waits(mail_id: str) -> ColumnElement[bool]:
    return (mails.c.id == mail_id) & _WAITING


def _row(letter: Letter, owed: Owed) -> dict[str, Any]:
    return {
        "id": owed.id,
        "kind": letter.kind.value,
        "state": owed.state.value,
        "reason": owed.reason.value if owed.reason else None,
        "organisation_id": letter.organisation_id,
        "learner_id": letter.learner_id,
        "credential_id": letter.credential_id,
        "language": letter.language,
        "once": letter.once,
        "attempts": 0,
        "doubtful": False,
        "created_at": owed.at,
        "available_at": letter.not_before or owed.at,
        "useful_until": letter.useful_until or owed.useful_until,
        "ended_at": owed.at if owed.state is LetterState.WITHHELD else None,
    }


def _sealed(seal: Seal | Vault, letter: Letter, mail_id: str) -> dict[str, bytes | None]:
    details = json.dumps(dict(letter.details), ensure_ascii=False).encode()
    return {
        "to_sealed": None
        if letter.to is None
        else seal.close(letter.to.encode(), place=places.letter(mail_id, "to")),
        "details_sealed": seal.close(details, place=places.letter(mail_id, "details"))
        if letter.details
        else None,
    }


def _seal(connection: Connection, vault: Vault, learner_id: str | None) -> Seal | Vault:
    if learner_id is None:
        return vault
    return learners.known_by_id(connection, vault, learner_id).seal


def owed_letter(row: Row[Any]) -> OwedLetter:
    """Give a row as a letter, what is sealed of it left closed."""
    waiting = row.state == LetterState.WAITING.value
    return OwedLetter(
        id=row.id,
        letter=Letter(
            kind=LetterKind(row.kind),
            organisation_id=row.organisation_id,
            learner_id=row.learner_id,
            credential_id=row.credential_id,
            language=row.language,
            once=row.once,
            useful_until=row.useful_until,
        ),
        state=LetterState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        reply=row.reply,
        attempts=row.attempts,
        doubtful=row.doubtful,
        created_at=row.created_at,
        next_attempt_at=row.available_at if waiting else None,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        to_sealed=_bytes(row.to_sealed),
        details_sealed=_bytes(row.details_sealed),
    )


def _bytes(column: Any) -> bytes | None:  # noqa: ANN401 - what a driver gives for bytes
    return None if column is None else bytes(column)
