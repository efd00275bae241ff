"""The outbox: what is owed to the world, written with the change that causes it.

Delivery is at least once: a message taken and not reported as done comes back after its lease.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, update

from app.db.inserting import insert_all, inserting
from app.db.tables import awards, credentials, outbox, seals


class Topic(StrEnum):
    """Domain events, by names that stay."""

    CREDENTIAL_ISSUED = "credential.issued"
    PROFILE_TO_SEAL = "profile.to-seal"
    CREDENTIAL_STATUS_CHANGED = "credential.status-changed"
    PROGRAMME_APPROVED = "programme.approved"
    PROGRAMME_RETIRED = "programme.retired"


@dataclass(frozen=True, slots=True)
class Message:
    """One event to deliver."""

    id: int
    topic: Topic
    subject_id: str
    payload: Mapping[str, Any]
    """Ids to look up, never personal data."""
    attempts: int
    """How often delivery was begun, this time included."""


def append(
    connection: Connection,
    topic: Topic,
    subject_id: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Owe an event to the world, in the transaction that causes it."""
    inserting(outbox).insert(connection, [_row(topic, subject_id, payload, now)])


def append_all(
    connection: Connection,
    topic: Topic,
    subjects: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    now: datetime,
    later: timedelta = timedelta(0),
) -> None:
    """Owe the same event of many subjects, each with its payload, now or some time later."""
    rows = [
        _row(topic, subject_id, payload, now) | {"available_at": now + later}
        for subject_id, payload in subjects
    ]
    insert_all(connection, outbox, rows)


def settle_issued(connection: Connection, *, now: datetime, limit: int = 1000) -> int:
    """Report as delivered what follows nothing from; gives how many messages.

    From a badge that corrects none, of a profile without a seal, nothing follows: a thousand of
    them cost one statement, and not three transactions each.
    """
    due = (
        select(outbox.c.id)
        .where(
            outbox.c.done_at.is_(None),
            outbox.c.available_at <= now,
            outbox.c.topic == Topic.CREDENTIAL_ISSUED.value,
            _nothing_follows(),
        )
        .limit(limit)
        .with_for_update(skip_locked=True, of=outbox)
    )
    settled = outbox.c.id.in_(connection.scalars(due).all())
    return connection.execute(update(outbox).where(settled).values(done_at=now)).rowcount


def _nothing_follows() -> ColumnElement[bool]:
    has_a_seal = exists().where(
        seals.c.profile_id == credentials.c.profile_id, seals.c.retired_at.is_(None)
    )
    return exists().where(
        credentials.c.id == outbox.c.subject_id,
        awards.c.id == credentials.c.award_id,
        awards.c.supersedes.is_(None),
        ~has_a_seal,
    )


def take_due(
    connection: Connection,
    *,
    now: datetime,
    limit: int = 20,
    lease: timedelta = timedelta(minutes=5),
) -> tuple[Message, ...]:
    """Take messages that are due, oldest first, for the length of a lease.

    Commit, deliver, then report `done` or `retry`. Workers side by side take different ones.
    """
    due = (
        select(outbox)
        .where(outbox.c.done_at.is_(None), outbox.c.available_at <= now)
        .order_by(outbox.c.available_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(due).all()
    taken = outbox.c.id.in_([row.id for row in rows])
    changed = {"attempts": outbox.c.attempts + 1, "available_at": now + lease}
    connection.execute(update(outbox).where(taken).values(changed))
    return tuple(
        Message(row.id, Topic(row.topic), row.subject_id, row.payload, row.attempts + 1)
        for row in rows
    )


def done(connection: Connection, message_ids: Collection[int], *, now: datetime) -> None:
    """Report messages as delivered."""
    connection.execute(update(outbox).where(outbox.c.id.in_(message_ids)).values(done_at=now))


def retry(connection: Connection, message_id: int, *, at: datetime) -> None:
    """Have a message taken again, not before `at`."""
    connection.execute(update(outbox).where(outbox.c.id == message_id).values(available_at=at))


def pending(connection: Connection, *, limit: int = 1000) -> int:
    """Count what is still owed, up to `limit`."""
    query = select(outbox.c.id).where(outbox.c.done_at.is_(None)).limit(limit)
    return len(connection.execute(query).all())


def _row(
    topic: Topic, subject_id: str, payload: Mapping[str, Any], now: datetime
) -> dict[str, object]:
    return {
        "topic": topic.value,
        "subject_id": subject_id,
        "payload": dict(payload),
        "created_at": now,
        "available_at": now,
        "attempts": 0,
    }
