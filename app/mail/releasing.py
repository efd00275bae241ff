"""Letters that waited for somebody's word: sent once it is given."""

from __future__ import annotations

from datetime import timedelta

from app.db import mail_aftermath
from app.db.engine import Connection
from app.mail.letter import Reason
from app.services import Services


def release(connection: Connection, services: Services, learner_id: str) -> None:
    """Send a learner what was held back until their guardian agreed."""
    now = services.clock.now()
    until = now + timedelta(days=services.settings.mail_days)
    mail_aftermath.release(
        connection, learner_id, Reason.WAITS_FOR_GUARDIAN, now=now, useful_until=until
    )


def try_again(connection: Connection, services: Services, learner_id: str) -> None:
    """Take up what was held back because nobody knew the guardian's address."""
    now = services.clock.now()
    until = now + timedelta(days=services.settings.mail_days)
    mail_aftermath.release(
        connection, learner_id, Reason.GUARDIAN_UNKNOWN, now=now, useful_until=until
    )
