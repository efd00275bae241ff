"""What came back is written down: the letter's end, and that its address gets nothing more."""

from __future__ import annotations

from collections.abc import Sequence

from app.db import mail_addresses, mail_aftermath
from app.db.engine import Connection
from app.mail.event import EventKind, MailEvent
from app.mail.letter import LetterState
from app.services import Services


def take_in(services: Services, events: Sequence[MailEvent]) -> int:
    """Write reports down; gives how many concern letters or addresses of ours.

    The same report a second time changes nothing, but for soft bounces, which count.
    """
    with services.database.write() as connection:
        return sum(_take_in(services, connection, event) for event in events)


def _take_in(services: Services, connection: Connection, event: MailEvent) -> bool:
    mail_id, hashed = _found(services, connection, event)
    if hashed is None:
        return False
    now = services.clock.now()
    if event.kind is EventKind.COMPLAINT:
        mail_addresses.note_complained(connection, hashed, now=now)
        state = LetterState.COMPLAINED
    else:
        for_good = event.kind is EventKind.BOUNCE
        if not for_good and not mail_addresses.note_soft_bounce(connection, hashed, now=now):
            return True
        mail_addresses.note_bounced(connection, hashed, now=now)
        state = LetterState.BOUNCED
    if mail_id is not None:
        mail_aftermath.note_returned(connection, mail_id, state, event.status, now=now)
    return True


def _found(
    services: Services, connection: Connection, event: MailEvent
) -> tuple[str | None, bytes | None]:
    """Give the letter, and the hash of the address that it was sent to."""
    if event.mail_id is not None:
        hashed = mail_aftermath.address_hash_of(connection, event.mail_id)
        if hashed is not None:
            return event.mail_id, hashed
    if event.address is None:
        return None, None
    hashed = mail_addresses.address_hash(services.vault, event.address)
    return mail_aftermath.newest_sent_to(connection, hashed), hashed
