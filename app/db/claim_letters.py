"""Letters against claims: who was written to and has not claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, literal, select

from app.db.tables import claims, credentials, mails
from app.mail.letter import LetterKind, LetterState
from issuer.model.credential import CredentialStatus

_NOT_OLDER_THAN = timedelta(days=14)
"""After a long pause of the service, nobody is reminded of what was due long ago."""


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A credential whose learner was written to, and that they have not claimed."""

    organisation_id: str
    learner_id: str
    credential_id: str


def unclaimed(
    connection: Connection, *, sent_before: datetime, reminder: int, most: int
) -> tuple[Unclaimed, ...]:
    """Give whose first letter went before a moment, and who has not had this reminder."""
    other = mails.alias()
    reminded = exists().where(
        other.c.once == literal("reminder/") + credentials.c.id + literal(f"/{reminder}")
    )
    query = (
        select(mails.c.organisation_id, mails.c.learner_id, mails.c.credential_id)
        .join(credentials, credentials.c.id == mails.c.credential_id)
        .join(claims, claims.c.credential_id == credentials.c.id)
        .where(
            # Of the moment of handing over, which has an index; sent is a few seconds later.
            mails.c.attempted_at.between(sent_before - _NOT_OLDER_THAN, sent_before),
            mails.c.kind == LetterKind.CLAIM.value,
            mails.c.state == LetterState.SENT.value,
            claims.c.claimed_at.is_(None),
            credentials.c.status == CredentialStatus.ACTIVE.value,
            credentials.c.superseded_by.is_(None),
            ~reminded,
        )
        .distinct()
        .limit(most)
    )
    return tuple(Unclaimed(*row) for row in connection.execute(query))


def reminder_name(credential_id: str, number: int) -> str:
    """Name a reminder, so that it is written once."""
    return f"reminder/{credential_id}/{number}"
