"""Credentials between rows and values: sealing and opening with the learner's key."""

import hashlib
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from app.db import places
from app.db.status_lists import entries_of
from app.db.tables import credential_documents, credentials, learners
from app.keys.sealing import Seal, Vault
from issuer.model.credential import Credential, CredentialStatus, Format, SignedDocument


def with_data_key() -> Select[Any]:
    """Select credentials with what opens them; those of erased learners are gone."""
    joined = credentials.join(learners, learners.c.id == credentials.c.learner_id)
    return (
        select(credentials, learners.c.data_key_sealed)
        .select_from(joined)
        .where(learners.c.erased_at.is_(None))
    )


def token_hash(page_token: str) -> bytes:
    """Hash the unguessable part of a learner's page; 32 random bytes need no salt."""
    return hashlib.sha256(page_token.encode()).digest()


def sealed_row(credential: Credential, seal: Seal) -> dict[str, Any]:
    """Give a credential's columns, without those that name award, version and learner."""
    return {
        "id": credential.id,
        "organisation_id": credential.organisation_id,
        "profile_id": credential.profile_id,
        "award_id": credential.award_id,
        "language": credential.language,
        "status": credential.status.value,
        "page_token_hash": token_hash(credential.page_token),
        "page_token_sealed": _closed(seal, credential.id, "page_token", credential.page_token),
        "prepared_sealed": seal.close(
            credential.prepared, place=places.credential(credential.id, "prepared")
        ),
        "intended_at": credential.intended_at,
    }


def document_row(credential_id: str, document: SignedDocument, seal: Seal) -> dict[str, Any]:
    """Give a signed document's columns."""
    place = places.document(credential_id, document.format.value)
    return {
        "credential_id": credential_id,
        "format": document.format.value,
        "media_type": document.media_type,
        "body_sealed": seal.close(document.body, place=place),
        "digest": document.digest,
        "key_id": document.key_id,
        "signed_at": document.signed_at,
    }


def correct(connection: Connection, corrected_award_id: str, by: str) -> None:
    """Let the credential of a corrected award know which one corrects it."""
    earlier = credentials.c.award_id == corrected_award_id
    connection.execute(update(credentials).where(earlier).values(superseded_by=by))


def seal_of_row(vault: Vault, row: Row[Any]) -> Seal:
    """Open the data key that `with_data_key` brought along."""
    return vault.data_seal(bytes(row.data_key_sealed), place=places.data_key(row.learner_id))


def credential_of(connection: Connection, vault: Vault, row: Row[Any]) -> Credential:
    """Open a credential with its entries and documents."""
    seal = seal_of_row(vault, row)
    prepared = places.credential(row.id, "prepared")
    token = places.credential(row.id, "page_token")
    return Credential(
        id=row.id,
        organisation_id=row.organisation_id,
        profile_id=row.profile_id,
        award_id=row.award_id,
        language=row.language,
        prepared=seal.open(bytes(row.prepared_sealed), place=prepared),
        entries=entries_of(connection, row.id),
        documents=_documents(connection, row.id, seal),
        status=CredentialStatus(row.status),
        status_reason=reason_of_row(seal, row),
        status_changed_at=row.status_changed_at,
        page_token=seal.open(bytes(row.page_token_sealed), place=token).decode(),
        intended_at=row.intended_at,
        issued_at=row.issued_at,
        superseded_by=row.superseded_by,
    )


def _documents(
    connection: Connection, credential_id: str, seal: Seal
) -> tuple[SignedDocument, ...]:
    query = select(credential_documents).where(
        credential_documents.c.credential_id == credential_id
    )
    return tuple(
        SignedDocument(
            format=Format(row.format),
            media_type=row.media_type,
            body=seal.open(
                bytes(row.body_sealed), place=places.document(credential_id, row.format)
            ),
            digest=row.digest,
            key_id=row.key_id,
            signed_at=row.signed_at,
        )
        for row in connection.execute(query.order_by(credential_documents.c.format))
    )


def reason_of_row(seal: Seal, row: Row[Any]) -> str | None:
    """Open the reason of the last change of status; None where none was given."""
    if row.status_reason_sealed is None:
        return None
    place = places.status_reason(row.id)
    return seal.open(bytes(row.status_reason_sealed), place=place).decode()


def _closed(seal: Seal, credential_id: str, column: str, text: str) -> bytes:
    return seal.close(text.encode(), place=places.credential(credential_id, column))
