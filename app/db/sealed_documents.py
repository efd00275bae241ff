"""The European twins of badges, sealed with the learner's key like the badges themselves."""

from typing import Any

from sqlalchemy import Connection, Select, insert, select

from app.db import audit, places
from app.db.credential_rows import seal_of_row, with_data_key
from app.db.inserting import insert_if_absent
from app.db.tables import credentials, issuance_log, sealed_documents
from app.keys.sealing import Vault
from issuer.errors import NotFound
from issuer.model.organisation import Actor
from issuer.model.seal import SealedDocument

FORMAT = "jades"
"""What the issuance log calls it."""


def add(connection: Connection, vault: Vault, document: SealedDocument, actor: Actor) -> bool:
    """Store a twin and log it, in one transaction; False if the badge has one already."""
    row = connection.execute(_of(document.credential_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    place = places.document(document.credential_id, FORMAT)
    stored = {
        "credential_id": document.credential_id,
        "seal_id": document.seal_id,
        "body_sealed": seal_of_row(vault, row).close(document.body, place=place),
        "digest": document.digest,
        "sealed_at": document.sealed_at,
    }
    if not insert_if_absent(connection, sealed_documents, stored):
        return False
    logged = {
        "credential_id": document.credential_id,
        "format": FORMAT,
        "digest": document.digest,
        "seal_id": document.seal_id,
        "signed_at": document.sealed_at,
    }
    connection.execute(insert(issuance_log).values(logged))
    happening = audit.Happening(
        action="credential.sealed",
        subject_kind="credential",
        subject_id=document.credential_id,
        organisation_id=row.organisation_id,
        detail={"seal": document.seal_id, FORMAT: document.digest},
    )
    audit.append(connection, happening, actor, at=document.sealed_at)
    return True


def of_credential(
    connection: Connection, vault: Vault, credential_id: str
) -> SealedDocument | None:
    """Load a badge's twin; None while it has none, or when its learner was erased."""
    query = select(sealed_documents).where(sealed_documents.c.credential_id == credential_id)
    found = connection.execute(query).one_or_none()
    row = connection.execute(_of(credential_id)).one_or_none()
    if found is None or row is None:
        return None
    place = places.document(credential_id, FORMAT)
    return SealedDocument(
        credential_id=credential_id,
        seal_id=found.seal_id,
        body=seal_of_row(vault, row).open(bytes(found.body_sealed), place=place),
        digest=found.digest,
        sealed_at=found.sealed_at,
    )


def missing(connection: Connection, profile_id: str, *, limit: int = 1000) -> tuple[str, ...]:
    """Give the ids of issued badges of a profile that have no twin yet, oldest first."""
    query = (
        select(credentials.c.id)
        .outerjoin(sealed_documents, sealed_documents.c.credential_id == credentials.c.id)
        .where(
            credentials.c.profile_id == profile_id,
            credentials.c.issued_at.is_not(None),
            credentials.c.superseded_by.is_(None),
            credentials.c.status != "revoked",
            sealed_documents.c.credential_id.is_(None),
        )
        .order_by(credentials.c.issued_at, credentials.c.id)
        .limit(limit)
    )
    return tuple(connection.scalars(query))


def _of(credential_id: str) -> Select[Any]:
    return with_data_key().where(credentials.c.id == credential_id)
