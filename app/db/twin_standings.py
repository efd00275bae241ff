"""How badges stand with their European twins: sealed, pending, or none to be expected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from app.db.tables import credentials, sealed_documents, seals

_DEMO = "demo:"


class TwinState(StrEnum):
    """How far a twin is."""

    SEALED = "sealed"
    PENDING = "pending"
    """The profile has a seal; the twin is sealed in the background, or once it is asked for."""
    NONE = "none"
    """The profile has no seal, or the badge is not valid any more."""


class SealKind(StrEnum):
    """Whose seal it is; what it is worth is for the reader to judge."""

    OWN = "own"
    MANDATED = "mandated"
    """Somebody else's, by a mandate of the school."""
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinStanding:
    """What is known of one badge's twin."""

    state: TwinState = TwinState.NONE
    digest: str | None = None
    """SHA-256 of the sealed file, lower-case hexadecimal."""
    sealed_at: datetime | None = None
    seal_kind: SealKind | None = None


def of_credentials(connection: Connection, ids: Collection[str]) -> dict[str, TwinStanding]:
    """Give the standing of every badge that exists among these."""
    in_use = exists().where(
        seals.c.profile_id == credentials.c.profile_id, seals.c.retired_at.is_(None)
    )
    used = seals.alias("used")
    joined = credentials.outerjoin(
        sealed_documents, sealed_documents.c.credential_id == credentials.c.id
    ).outerjoin(used, used.c.id == sealed_documents.c.seal_id)
    columns = (
        *credentials.c["id", "issued_at", "status", "superseded_by"],
        *sealed_documents.c["digest", "sealed_at"],
        *used.c["key_uri", "mandate"],
        in_use.label("is_to_be_sealed"),
    )
    query = select(*columns).select_from(joined).where(credentials.c.id.in_(ids))
    return {row.id: _standing(row) for row in connection.execute(query)}


def _standing(row: Row[Any]) -> TwinStanding:
    if row.digest is not None:
        return TwinStanding(
            state=TwinState.SEALED,
            digest=row.digest,
            sealed_at=row.sealed_at,
            seal_kind=_kind(row),
        )
    is_valid = row.status != "revoked" and row.superseded_by is None
    pending = row.is_to_be_sealed and is_valid
    return TwinStanding(state=TwinState.PENDING if pending else TwinState.NONE)


def _kind(row: Row[Any]) -> SealKind:
    if row.key_uri == _DEMO:
        return SealKind.DEMONSTRATION
    return SealKind.OWN if row.mandate is None else SealKind.MANDATED
