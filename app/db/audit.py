"""The audit record: who did what, when. It only grows, and never holds personal data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from app.db.inserting import insert_all, inserting
from app.db.tables import audit_records
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One change of state."""

    at: datetime
    organisation_id: str | None
    """Whose data changed; None: the service itself."""
    actor_id: str
    actor_name: str
    action: str
    """A noun and what became of it, such as "credential.issued"."""
    subject_kind: str
    subject_id: str
    detail: Mapping[str, object] = field(default_factory=dict)
    """Ids, states, digests. No names, addresses or reasons of learners."""
    id: int | None = None
    """Its place in the order of all records; set by the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happened to what."""

    action: str
    subject_kind: str
    subject_id: str
    organisation_id: str | None
    detail: Mapping[str, object] = field(default_factory=dict)


def append(connection: Connection, happening: Happening, actor: Actor, *, at: datetime) -> None:
    """Write down a change, in the transaction that makes it."""
    inserting(audit_records).insert(connection, [_row(happening, actor, at)])


def append_all(
    connection: Connection, happenings: Iterable[Happening], actor: Actor, *, at: datetime
) -> None:
    """Write down many changes, in their order, in the transaction that makes them."""
    insert_all(connection, audit_records, [_row(each, actor, at) for each in happenings])


def listed(
    connection: Connection,
    *,
    organisation_id: str,
    before: int | None = None,
    subject_id: str | None = None,
    limit: int = 100,
) -> tuple[AuditRecord, ...]:
    """List an organisation's records, newest first; `before` is the last id of the page before."""
    query = select(audit_records).where(audit_records.c.organisation_id == organisation_id)
    if before is not None:
        query = query.where(audit_records.c.id < before)
    if subject_id is not None:
        query = query.where(audit_records.c.subject_id == subject_id)
    rows = connection.execute(query.order_by(audit_records.c.id.desc()).limit(limit))
    return tuple(AuditRecord(**row._mapping) for row in rows)  # noqa: SLF001 - a public name


def _row(happening: Happening, actor: Actor, at: datetime) -> dict[str, object]:
    return {
        "at": at,
        "organisation_id": happening.organisation_id,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "action": happening.action,
        "subject_kind": happening.subject_kind,
        "subject_id": happening.subject_id,
        "detail": dict(happening.detail),
    }
