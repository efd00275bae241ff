"""Owing letters: written down in the transaction that causes them, sent by the background work."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from app.db import mails
from app.db.engine import Connection
from app.db.mails import Owed
from app.db.notices import Notices
from app.mail.letter import Letter, LetterState, Reason
from app.services import Services
from app.settings import Settings

LOG = logging.getLogger("dokazilo.mail")


def can_send(settings: Settings) -> bool:
    """Tell whether there is a mail server."""
    return bool(settings.smtp_host)


def notices(services: Services) -> Notices | None:
    """Give what writes to learners of their credentials; None without a mail server."""
    if not can_send(services.settings):
        return None
    return Notices(services.ids, timedelta(days=services.settings.mail_days))


def owe(connection: Connection, services: Services, letter: Letter) -> str | None:
    """Owe a letter; gives its number, or None if it was owed under its `once` before.

    Without a mail server it is written down as withheld, so that the school sees why nobody wrote.
    Raises NotFound when its learner is erased.
    """
    sends, now = can_send(services.settings), services.clock.now()
    owed = Owed(
        id=services.ids.new_id(),
        state=LetterState.WAITING if sends else LetterState.WITHHELD,
        reason=None if sends else Reason.NO_MAIL_SERVER,
        at=now,
        useful_until=now + timedelta(days=services.settings.mail_days),
    )
    if not sends:
        LOG.info("no mail server is set: would send a letter of kind %s", letter.kind.value)
        letter = replace(letter, to=None, details={})
    return owed.id if mails.add(connection, services.vault, letter, owed) else None
