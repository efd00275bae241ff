"""The European twins of badges, sealed with the learner's key like the badges themselves."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from app.db import audit, places
from app.db.credential_rows import seal_of_row, with_data_key
from app.db.inserting import insert_if_absent
from app.db.paging import total
from app.db.tables import credentials, issuance_log, learners, sealed_documents
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


def missing(
    connection: Connection, profile_id: str, *, after: str = "", limit: int
) -> tuple[str, ...]:
    """Give the ids of badges of a profile that have no twin yet, in the order of their ids."""
    query = _of_profile(profile_id).where(credentials.c.id > after)
    return tuple(connection.scalars(query.order_by(credentials.c.id).limit(limit)))


def due(connection: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """Choose of these badges those that can be sealed and have no twin yet, by profile."""
    query = _missing(columns=(credentials.c.id, credentials.c.profile_id))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.where(credentials.c.id.in_(ids))):
        found.setdefault(row.profile_id, []).append(row.id)
    return found


def how_many_missing(connection: Connection, profile_id: str) -> int:
    """Count a profile's badges that have no twin yet."""
    return total(connection, _of_profile(profile_id))


def how_many(connection: Connection, profile_id: str) -> int:
    """Count a profile's badges that have a twin."""
    joined = sealed_documents.join(
        credentials, credentials.c.id == sealed_documents.c.credential_id
    )
    query = select(credentials.c.id).select_from(joined)
    return total(connection, query.where(credentials.c.profile_id == profile_id))


def _of_profile(profile_id: str) -> Select[Any]:
    return _missing().where(credentials.c.profile_id == profile_id)


def _missing(columns: Iterable[Any] = (credentials.c.id,)) -> Select[Any]:
    """Choose what can still be sealed: issued, neither revoked nor corrected, nor erased."""
    joined = credentials.join(learners, learners.c.id == credentials.c.learner_id).outerjoin(
        sealed_documents, sealed_documents.c.credential_id == credentials.c.id
    )
    return (
        select(*columns)
        .select_from(joined)
        .where(
            credentials.c.issued_at.is_not(None),
            credentials.c.superseded_by.is_(None),
            credentials.c.status != "revoked",
            learners.c.erased_at.is_(None),
            sealed_documents.c.credential_id.is_(None),
        )
    )


def _of(credential_id: str) -> Select[Any]:
    return with_data_key().where(credentials.c.id == credential_id)
