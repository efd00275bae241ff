"""Reminders: who has not claimed is written to again after some days, so often and never more."""

from __future__ import annotations

from datetime import timedelta

from app.db import claim_letters
from app.mail.letter import Letter, LetterKind
from app.mail.sending import can_send, owe
from app.services import Services

_AT_ONCE = 500


def owe_reminders(services: Services) -> int:
    """Owe the reminders that are due; gives how many. Done again, it changes nothing."""
    if not can_send(services.settings):
        return 0
    return sum(
        _owe(services, number, timedelta(days=days))
        for number, days in enumerate(services.settings.mail_reminder_days, start=1)
    )


def _owe(services: Services, number: int, after: timedelta) -> int:
    now = services.clock.now()
    with services.database.read() as connection:
        due = claim_letters.unclaimed(
            connection, sent_before=now - after, reminder=number, most=_AT_ONCE
        )
    for each in due:
        letter = Letter(
            kind=LetterKind.REMINDER,
            organisation_id=each.organisation_id,
            learner_id=each.learner_id,
            credential_id=each.credential_id,
            once=claim_letters.reminder_name(each.credential_id, number),
        )
        with services.database.write() as connection:
            owe(connection, services, letter)
    return len(due)
