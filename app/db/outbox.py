"""The outbox: what is owed to the world, written with the change that causes it.

Delivery is at least once: a message taken and not reported as done comes back after its lease.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.db.inserting import insert_all
from app.db.tables import outbox


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
    connection.execute(insert(outbox).values(_row(topic, subject_id, payload, now)))


def append_all(
    connection: Connection,
    topic: Topic,
    subjects: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    now: datetime,
) -> None:
    """Owe the same event of many subjects, each with its payload."""
    rows = [_row(topic, subject_id, payload, now) for subject_id, payload in subjects]
    insert_all(connection, outbox, rows)


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


def done(connection: Connection, message_id: int, *, now: datetime) -> None:
    """Report a message as delivered."""
    connection.execute(update(outbox).where(outbox.c.id == message_id).values(done_at=now))


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
