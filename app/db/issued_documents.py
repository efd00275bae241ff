"""What was issued, many credentials at once: for a batch's results."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from app.db import places
from app.db.codec import personal_from_json
from app.db.credential_rows import seal_of_row
from app.db.tables import credential_documents, credentials, learners
from app.keys.sealing import Seal, Vault
from issuer.model.award import Learner
from issuer.model.credential import CredentialStatus, Format


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocuments:
    """One issued credential."""

    id: str
    status: CredentialStatus
    page_token: str
    learner: Learner
    documents: dict[Format, bytes]
    """The bytes that were signed; empty when they were not asked for."""


def of_credentials(
    connection: Connection, vault: Vault, ids: Collection[str], *, with_bodies: bool
) -> dict[str, IssuedDocuments]:
    """Give issued credentials by id; those of erased learners are not in the answer."""
    joined = credentials.join(learners, learners.c.id == credentials.c.learner_id)
    columns = learners.c["data_key_sealed", "personal_sealed", "organisation_id"]
    query = (
        select(*credentials.c["id", "learner_id", "status", "page_token_sealed"], *columns)
        .add_columns(learners.c.language.label("learner_language"))
        .select_from(joined)
        .where(
            credentials.c.id.in_(ids),
            credentials.c.issued_at.is_not(None),
            learners.c.erased_at.is_(None),
        )
    )
    rows = connection.execute(query).all()
    bodies = _sealed_bodies(connection, [row.id for row in rows]) if with_bodies else {}
    return {row.id: _opened(vault, row, bodies.get(row.id, {})) for row in rows}


def _sealed_bodies(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, bytes]]:
    query = select(*credential_documents.c["credential_id", "format", "body_sealed"]).where(
        credential_documents.c.credential_id.in_(ids)
    )
    found: dict[str, dict[str, bytes]] = {}
    for row in connection.execute(query):
        found.setdefault(row.credential_id, {})[row.format] = bytes(row.body_sealed)
    return found


def _opened(vault: Vault, row: Row[Any], bodies: dict[str, bytes]) -> IssuedDocuments:
    seal = seal_of_row(vault, row)
    token = places.credential(row.id, "page_token")
    return IssuedDocuments(
        id=row.id,
        status=CredentialStatus(row.status),
        page_token=seal.open(bytes(row.page_token_sealed), place=token).decode(),
        learner=_learner(seal, row),
        documents={
            Format(name): seal.open(body, place=places.document(row.id, name))
            for name, body in sorted(bodies.items())
        },
    )


def _learner(seal: Seal, row: Row[Any]) -> Learner:
    personal = seal.open(bytes(row.personal_sealed), place=places.personal(row.learner_id))
    clear = {
        "id": row.learner_id,
        "organisation_id": row.organisation_id,
        "language": row.learner_language,
    }
    return personal_from_json(personal, clear)
