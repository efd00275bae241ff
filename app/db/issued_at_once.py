"""Many issued credentials written down at once: what `app.db.store` does of one, of a whole chunk.

Awards enter as issued, with the audit records of each step that single issue takes; the unique
constraints are those of single issue and have the last word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.db import audit, outbox
from app.db.awards import award_row, supersede
from app.db.credential_rows import correct, document_row, sealed_row
from app.db.inserting import insert_all
from app.db.notices import Notices
from app.db.tables import awards, credential_documents, credentials, issuance_log
from app.keys.sealing import Seal
from issuer.errors import AlreadyExists
from issuer.model.award import Award
from issuer.model.credential import Credential
from issuer.model.organisation import Actor

_ROWS_AT_ONCE = 100
"""Rows whose sealed documents are in memory at once, beside the plain ones."""


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One award with its credential, signed and checked, and the key of its learner."""

    award: Award
    """In the state issued."""
    credential: Credential
    """With its documents."""
    seal: Seal = field(repr=False)


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from the badges."""

    later: timedelta = timedelta(0)
    """When, where somebody else sees to it. What a badge corrects is withdrawn at once: that is
    nobody else's."""
    notices: Notices | None = None
    """Writes to learners; None where there is no mail server."""


def record(
    connection: Connection,
    rows: Sequence[IssuedRow],
    actor: Actor,
    *,
    at: datetime,
    following: Following | None = None,
) -> None:
    """Store awards, credentials, documents, issuance log, audit, outbox and learners' letters.

    Raises AlreadyExists when a learner has an award of the version meanwhile, or when what is
    corrected here has been corrected: then the transaction is to be begun anew.
    """
    try:
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            _enter(connection, rows[first : first + _ROWS_AT_ONCE], at)
    except IntegrityError:
        raise AlreadyExists("Somebody else has issued to one of these learners.") from None
    audit.append_all(connection, _happenings(rows), actor, at=at)
    _owe(connection, [each for each in rows if each.award.supersedes], at, timedelta(0))
    following = following or Following()
    _owe(connection, [each for each in rows if not each.award.supersedes], at, following.later)
    if following.notices is not None:
        told = [(each.award, each.credential) for each in rows]
        following.notices.issued(connection, told, now=at)


def _owe(connection: Connection, rows: Sequence[IssuedRow], at: datetime, later: timedelta) -> None:
    owed = [(each.credential.id, {"award_id": each.award.id}) for each in rows]
    outbox.append_all(connection, outbox.Topic.CREDENTIAL_ISSUED, owed, now=at, later=later)


def _enter(connection: Connection, rows: Sequence[IssuedRow], at: datetime) -> None:
    corrections = [(each, each.award.supersedes) for each in rows if each.award.supersedes]
    for each, _ in corrections:
        supersede(connection, each.award)
    insert_all(connection, awards, [award_row(each.award, each.seal) for each in rows])
    insert_all(connection, credentials, [_credential_row(each, at) for each in rows])
    for each, corrected in corrections:
        correct(connection, corrected, each.credential.id)
    documents = [
        document_row(each.credential.id, document, each.seal)
        for each in rows
        for document in each.credential.documents
    ]
    insert_all(connection, credential_documents, documents)
    logged = ("credential_id", "format", "digest", "key_id", "signed_at")
    log = [{column: row[column] for column in logged} for row in documents]
    insert_all(connection, issuance_log, log)


def _credential_row(row: IssuedRow, at: datetime) -> dict[str, Any]:
    return {
        **sealed_row(row.credential, row.seal),
        "version_id": row.award.version_id,
        "learner_id": row.award.learner_id,
        "issued_at": at,
    }


def _happenings(rows: Sequence[IssuedRow]) -> Iterator[audit.Happening]:
    for row in rows:
        award, credential = row.award, row.credential
        for action, state in (("award.proposed", "proposed"), ("award.approved", "approved")):
            yield audit.Happening(
                action=action,
                subject_kind="award",
                subject_id=award.id,
                organisation_id=award.organisation_id,
                detail={"state": state, "version_id": award.version_id},
            )
        yield audit.Happening(
            action=outbox.Topic.CREDENTIAL_ISSUED.value,
            subject_kind="credential",
            subject_id=credential.id,
            organisation_id=credential.organisation_id,
            detail={each.format.value: each.digest for each in credential.documents},
        )
