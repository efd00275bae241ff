"""/api/v1/audit: who changed what, when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.db import audit
from app.db.audit import AuditRecord
from app.dependencies import Administrator, PartsOfService
from app.http.bodies.basics import UUID_PATTERN
from app.http.bodies.organisations import AuditPage, AuditRecordAnswer
from app.http.openapi import api_refusals

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])


@router.get("", summary="Read the audit record", responses=api_refusals())
def read_audit(
    services: PartsOfService,
    actor: Administrator,
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    subject_id: Annotated[str | None, Query(pattern=UUID_PATTERN)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 100,
) -> AuditPage:
    """Give what changed in your organisation, newest first. Scope: admin."""
    with services.database.read() as connection:
        records = audit.listed(
            connection,
            organisation_id=actor.organisation_id,
            before=before,
            subject_id=subject_id,
            limit=size,
        )
    following = records[-1].id if len(records) == size else None
    return AuditPage(items=[_shown(record) for record in records], next=following)


def _shown(record: AuditRecord) -> AuditRecordAnswer:
    return AuditRecordAnswer(
        id=record.id or 0,
        at=record.at,
        actor_id=record.actor_id,
        actor_name=record.actor_name,
        action=record.action,
        subject_kind=record.subject_kind,
        subject_id=record.subject_id,
        detail=dict(record.detail),
    )
