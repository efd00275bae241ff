"""Telling learners of what was issued to them, or changed: owed with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from app.clock import Ids
from app.db import mails
from app.db.inserting import insert_if_absent
from app.db.mails import Owed
from app.db.tables import awards, credentials, organisation_mail
from app.mail.letter import Letter, LetterKind, LetterState
from issuer.model.award import Award
from issuer.model.credential import Credential


@dataclass(frozen=True, slots=True)
class Notices:
    """Writes learners' letters in the transaction of what they tell of."""

    ids: Ids
    tried_for: timedelta

    def issued(
        self, connection: Connection, told: Sequence[tuple[Award, Credential]], *, now: datetime
    ) -> None:
        """Tell learners of their new credentials, where school and order want it."""
        if not told:
            return
        by_default = notifies(connection, told[0][0].organisation_id)
        letters = [
            (_letter_of_issued(award, credential), self._owed(now))
            for award, credential in told
            if (by_default if award.notify is None else award.notify)
        ]
        mails.add_all(connection, letters)

    def changed(
        self, connection: Connection, credential_id: str, kind: LetterKind, *, now: datetime
    ) -> None:
        """Tell a learner that a credential's status has changed, if they are told at all."""
        query = select(awards.c.organisation_id, awards.c.learner_id, awards.c.notify).where(
            credentials.c.id == credential_id, awards.c.id == credentials.c.award_id
        )
        award = connection.execute(query).one()
        wanted = award.notify
        if notifies(connection, award.organisation_id) if wanted is None else wanted:
            letter = Letter(
                kind=kind,
                organisation_id=award.organisation_id,
                learner_id=award.learner_id,
                credential_id=credential_id,
            )
            mails.add_all(connection, [(letter, self._owed(now))])

    def _owed(self, now: datetime) -> Owed:
        return Owed(
            id=self.ids.new_id(),
            state=LetterState.WAITING,
            reason=None,
            at=now,
            useful_until=now + self.tried_for,
        )


def _letter_of_issued(award: Award, credential: Credential) -> Letter:
    return Letter(
        kind=LetterKind.CORRECTED if award.supersedes else LetterKind.CLAIM,
        organisation_id=award.organisation_id,
        learner_id=award.learner_id,
        credential_id=credential.id,
        once=f"issued/{credential.id}",
    )


def notifies(connection: Connection, organisation_id: str) -> bool:
    """Tell whether a school has us write to its learners; unless it says otherwise, it does."""
    query = select(organisation_mail.c.notify).where(
        organisation_mail.c.organisation_id == organisation_id
    )
    return connection.scalar(query) is not False


def set_notifies(
    connection: Connection, organisation_id: str, *, notify: bool, now: datetime
) -> None:
    """Write down whether a school has us write to its learners."""
    values = {"notify": notify, "changed_at": now}
    row = {"organisation_id": organisation_id, **values}
    if not insert_if_absent(connection, organisation_mail, row):
        own = organisation_mail.c.organisation_id == organisation_id
        connection.execute(update(organisation_mail).where(own).values(values))
