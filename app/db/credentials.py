"""Credentials to read: one, by its page, as a list, and those that a crash left unfinished."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, select

from app.db import places
from app.db.codec import personal_from_json
from app.db.credential_rows import credential_of, seal_of_row, token_hash, with_data_key
from app.db.paging import Paging, Slice, total
from app.db.tables import credentials, learners, programme_versions
from app.keys.sealing import Seal, Vault
from issuer.errors import NotFound
from issuer.model.credential import Credential, CredentialStatus

_ISSUED = credentials.c.issued_at.is_not(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFilter:
    """What a list of credentials is narrowed to."""

    status: CredentialStatus | None = None
    programme_id: str | None = None
    learner_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSummary:
    """One line of a list of issued credentials."""

    id: str
    award_id: str
    learner_id: str
    learner_name: str
    programme_id: str
    version_number: int
    language: str
    status: CredentialStatus
    issued_at: datetime
    superseded_by: str | None


def get(
    connection: Connection, vault: Vault, credential_id: str, *, organisation_id: str
) -> Credential:
    """Load a credential of the caller's organisation, intended or issued. Raises NotFound."""
    query = with_data_key().where(
        credentials.c.id == credential_id, credentials.c.organisation_id == organisation_id
    )
    return _one(connection, vault, query)


def by_id(connection: Connection, vault: Vault, credential_id: str) -> Credential:
    """Load a credential for the service itself. Raises NotFound."""
    return _one(connection, vault, with_data_key().where(credentials.c.id == credential_id))


def seal_of(connection: Connection, vault: Vault, credential_id: str) -> Seal:
    """Open the data key of a credential's learner. Raises NotFound."""
    query = with_data_key().where(credentials.c.id == credential_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    return seal_of_row(vault, row)


def learner_of(connection: Connection, credential_id: str) -> str:
    """Give the id of a credential's learner. Raises NotFound, also after their erasure."""
    query = with_data_key().where(credentials.c.id == credential_id)
    row = connection.execute(query.with_only_columns(credentials.c.learner_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    return str(row.learner_id)


def organisation_of(connection: Connection, credential_id: str) -> str:
    """Give the id of the organisation that a credential is of. Raises NotFound."""
    return _owner(connection, credentials.c.organisation_id, credential_id)


def profile_of(connection: Connection, credential_id: str) -> str:
    """Give the id of the profile that issued a credential. Raises NotFound."""
    return _owner(connection, credentials.c.profile_id, credential_id)


def by_page_token(connection: Connection, vault: Vault, page_token: str) -> Credential:
    """Load the issued credential of a learner's page. Raises NotFound."""
    hashed = token_hash(page_token)
    return _one(
        connection, vault, with_data_key().where(credentials.c.page_token_hash == hashed, _ISSUED)
    )


def of_award(connection: Connection, vault: Vault, award_id: str) -> Credential | None:
    """Find the credential of an award, intended or issued."""
    query = with_data_key().where(credentials.c.award_id == award_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else credential_of(connection, vault, row)


def listed(
    connection: Connection,
    vault: Vault,
    *,
    organisation_id: str,
    wanted: CredentialFilter,
    paging: Paging,
) -> Slice[CredentialSummary]:
    """List an organisation's issued credentials, newest first."""
    query = _summaries().where(credentials.c.organisation_id == organisation_id, _ISSUED)
    for column, value in (
        (credentials.c.status, wanted.status.value if wanted.status else None),
        (credentials.c.learner_id, wanted.learner_id),
        (programme_versions.c.programme_id, wanted.programme_id),
    ):
        if value is not None:
            query = query.where(column == value)
    page = query.order_by(credentials.c.issued_at.desc(), credentials.c.id)
    rows = connection.execute(page.offset(paging.offset).limit(paging.size))
    return Slice(tuple(_summary(vault, row) for row in rows), total(connection, query))


def unfinished(connection: Connection, before: datetime, *, limit: int = 100) -> tuple[str, ...]:
    """Give the ids of credentials intended before a moment and never issued, oldest first."""
    query = select(credentials.c.id).where(
        credentials.c.issued_at.is_(None), credentials.c.intended_at < before
    )
    return tuple(connection.scalars(query.order_by(credentials.c.intended_at).limit(limit)))


def _owner(connection: Connection, owner: Column[str], credential_id: str) -> str:
    found = connection.scalar(select(owner).where(credentials.c.id == credential_id))
    if found is None:
        raise NotFound("There is no such credential.")
    return str(found)


def _one(connection: Connection, vault: Vault, query: Select[Any]) -> Credential:
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    return credential_of(connection, vault, row)


def _summaries() -> Select[Any]:
    joined = credentials.join(learners, learners.c.id == credentials.c.learner_id).join(
        programme_versions, programme_versions.c.id == credentials.c.version_id
    )
    columns = (
        *credentials.c["id", "award_id", "learner_id", "organisation_id", "language"],
        *credentials.c["status", "issued_at", "superseded_by"],
        *learners.c["data_key_sealed", "personal_sealed"],
        *programme_versions.c["programme_id", "number"],
    )
    return select(*columns).select_from(joined).where(learners.c.erased_at.is_(None))


def _summary(vault: Vault, row: Row[Any]) -> CredentialSummary:
    place = places.personal(row.learner_id)
    personal = seal_of_row(vault, row).open(bytes(row.personal_sealed), place=place)
    clear = {"id": row.learner_id, "organisation_id": row.organisation_id}
    return CredentialSummary(
        id=row.id,
        award_id=row.award_id,
        learner_id=row.learner_id,
        learner_name=personal_from_json(personal, clear).name,
        programme_id=row.programme_id,
        version_number=row.number,
        language=row.language,
        status=CredentialStatus(row.status),
        issued_at=row.issued_at,
        superseded_by=row.superseded_by,
    )
