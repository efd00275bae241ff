"""Letters after they were sent or held back: what comes back, what is let go, what is forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from app.db.tables import mails
from app.mail.letter import LetterState, Reason


def address_hash_of(connection: Connection, mail_id: str) -> bytes | None:
    """Give the keyed hash of the address that a letter was sent to."""
    found = connection.scalar(select(mails.c.address_hash).where(mails.c.id == mail_id))
    return None if found is None else bytes(found)


def newest_sent_to(connection: Connection, address_hash: bytes) -> str | None:
    """Find the last letter that was sent to an address."""
    query = select(mails.c.id).where(
        mails.c.address_hash == address_hash, mails.c.state == LetterState.SENT.value
    )
    return connection.scalar(query.order_by(mails.c.sent_at.desc()).limit(1))


def note_returned(
    connection: Connection, mail_id: str, state: LetterState, reply: str | None, *, now: datetime
) -> None:
    """Write down that a letter that was sent has come back, or was called unwanted."""
    sent = (mails.c.id == mail_id) & mails.c.state.in_(
        [LetterState.SENT.value, LetterState.WAITING.value]
    )
    reason = (
        Reason.MAILBOX_REFUSED if state is LetterState.BOUNCED else Reason.ADDRESS_COMPLAINED
    ).value
    values = {"state": state.value, "reason": reason, "reply": reply, "ended_at": now}
    connection.execute(update(mails).where(sent).values(values))


def was_sent_since(connection: Connection, once_begins: str, moment: datetime) -> bool:
    """Tell whether a letter whose `once` begins so was sent since a moment."""
    query = select(mails.c.id).where(
        mails.c.once.startswith(once_begins, autoescape=True), mails.c.sent_at >= moment
    )
    return connection.scalar(query.limit(1)) is not None


def release(
    connection: Connection,
    learner_id: str,
    held_back_for: Reason,
    *,
    now: datetime,
    useful_until: datetime,
) -> None:
    """Let a learner's letters that were withheld for one reason be sent after all."""
    held = (
        (mails.c.learner_id == learner_id)
        & (mails.c.state == LetterState.WITHHELD.value)
        & (mails.c.reason == held_back_for.value)
    )
    values = {
        "state": LetterState.WAITING.value,
        "reason": None,
        "available_at": now,
        "useful_until": useful_until,
        "ended_at": None,
    }
    connection.execute(update(mails).where(held).values(values))


def forget_learner(connection: Connection, learner_id: str) -> None:
    """Leave nothing in a learner's letters by which they could be found again."""
    values = {"to_sealed": None, "details_sealed": None, "address_hash": None}
    connection.execute(update(mails).where(mails.c.learner_id == learner_id).values(values))
