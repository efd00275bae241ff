"""How an issued credential stands today: one short query, and nothing of its content opened."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from app.db.credential_rows import reason_of_row, seal_of_row
from app.db.tables import credential_documents, credentials, learners, sealed_documents
from app.keys.sealing import Vault
from issuer.errors import NotFound
from issuer.model.credential import CredentialStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What our own records say of a credential of ours, beyond its status lists."""

    status: CredentialStatus
    changed_at: datetime | None
    reason: str | None
    superseded_by: str | None
    """The id of the credential that corrects this one."""
    twins: tuple[str, ...] = ()
    """The digests of its documents and of its European twin; none where it has no twin."""


def of_credential(connection: Connection, vault: Vault, credential_id: str) -> Standing:
    """Load how a credential stands. Raises NotFound, also when its learner was erased."""
    row = connection.execute(standing_query(), {"id": credential_id}).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    return Standing(
        status=CredentialStatus(row.status),
        changed_at=row.status_changed_at,
        reason=_reason(vault, row),
        superseded_by=row.superseded_by,
        twins=() if row.twin_digest is None else (*_digests(connection, row.id), row.twin_digest),
    )


@cache
def standing_query() -> Select[Any]:
    """Write the query of how the credential `id` stands; once, for it is asked so often."""
    joined = credentials.join(learners, learners.c.id == credentials.c.learner_id).outerjoin(
        sealed_documents, sealed_documents.c.credential_id == credentials.c.id
    )
    columns = credentials.c["id", "learner_id", "status", "status_changed_at", "superseded_by"]
    opening = (credentials.c.status_reason_sealed, learners.c.data_key_sealed)
    return (
        select(*columns, *opening, sealed_documents.c.digest.label("twin_digest"))
        .select_from(joined)
        .where(credentials.c.id == bindparam("id"), learners.c.erased_at.is_(None))
    )


def _digests(connection: Connection, credential_id: str) -> tuple[str, ...]:
    return tuple(connection.scalars(digests_query(), {"id": credential_id}))


@cache
def digests_query() -> Select[Any]:
    """Write the query of the digests of what was signed for the credential `id`."""
    documents = credential_documents.c
    query = select(documents.digest).where(documents.credential_id == bindparam("id"))
    return query.order_by(documents.format)


def _reason(vault: Vault, row: Row[Any]) -> str | None:
    if row.status_reason_sealed is None:  # then nothing need be opened
        return None
    return reason_of_row(seal_of_row(vault, row), row)
