"""What learners say is wrong, and what their school answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from app.db import places
from app.db.paging import Paging, Slice, total
from app.db.tables import correction_requests, learners
from app.keys.sealing import Seal, Vault


class Outcome(StrEnum):
    """What became of a request."""

    CORRECTED = "corrected"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """A learner's word that something is wrong."""

    id: str
    organisation_id: str
    learner_id: str
    credential_id: str
    wrong: str = field(repr=False)
    created_at: datetime
    outcome: Outcome | None = None
    """None while nobody has answered."""
    answer: str | None = field(default=None, repr=False)
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A school's answer."""

    outcome: Outcome
    answer: str = field(repr=False)
    answered_by: str
    at: datetime


def add(connection: Connection, request: CorrectionRequest, seal: Seal) -> None:
    """Enter a request."""
    place = places.correction_request(request.id, "wrong")
    row = {
        "id": request.id,
        "organisation_id": request.organisation_id,
        "learner_id": request.learner_id,
        "credential_id": request.credential_id,
        "wrong_sealed": seal.close(request.wrong.encode(), place=place),
        "created_at": request.created_at,
    }
    connection.execute(insert(correction_requests).values(row))


def of_credential(
    connection: Connection, vault: Vault, credential_id: str
) -> Sequence[CorrectionRequest]:
    """List what was said of a credential, newest first."""
    query = _with_data_key().where(correction_requests.c.credential_id == credential_id)
    newest = query.order_by(correction_requests.c.created_at.desc(), correction_requests.c.id)
    return [_opened(vault, row) for row in connection.execute(newest)]


def open_of_learner(connection: Connection, learner_id: str) -> int:
    """Count a learner's requests that wait for an answer."""
    waiting = (correction_requests.c.learner_id == learner_id) & (
        correction_requests.c.outcome.is_(None)
    )
    query = select(func.count()).select_from(correction_requests).where(waiting)
    return connection.scalar(query) or 0


def listed(
    connection: Connection,
    vault: Vault,
    *,
    organisation_id: str,
    is_open: bool | None,
    paging: Paging,
) -> Slice[CorrectionRequest]:
    """List an organisation's requests, oldest first: who waits longest is answered first."""
    query = _with_data_key().where(correction_requests.c.organisation_id == organisation_id)
    if is_open is not None:
        waits = correction_requests.c.outcome.is_(None)
        query = query.where(waits if is_open else ~waits)
    page = query.order_by(correction_requests.c.created_at, correction_requests.c.id)
    rows = connection.execute(page.offset(paging.offset).limit(paging.size))
    return Slice(tuple(_opened(vault, row) for row in rows), total(connection, query))


def find(
    connection: Connection, vault: Vault, request_id: str, *, organisation_id: str
) -> CorrectionRequest | None:
    """Find a request of the caller's organisation."""
    query = _with_data_key().where(
        correction_requests.c.id == request_id,
        correction_requests.c.organisation_id == organisation_id,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _opened(vault, row)


def answer(connection: Connection, request_id: str, reply: Reply, seal: Seal) -> bool:
    """Write an answer down; False if there is one already."""
    place = places.correction_request(request_id, "answer")
    waiting = (correction_requests.c.id == request_id) & correction_requests.c.outcome.is_(None)
    values = {
        "outcome": reply.outcome.value,
        "answer_sealed": seal.close(reply.answer.encode(), place=place),
        "answered_by": reply.answered_by,
        "answered_at": reply.at,
    }
    changed = connection.execute(update(correction_requests).where(waiting).values(values))
    return changed.rowcount > 0


def _with_data_key() -> Select[Any]:
    """Select requests with what opens them; those of erased learners are gone."""
    joined = correction_requests.join(learners, learners.c.id == correction_requests.c.learner_id)
    return (
        select(correction_requests, learners.c.data_key_sealed)
        .select_from(joined)
        .where(learners.c.erased_at.is_(None))
    )


def _opened(vault: Vault, row: Row[Any]) -> CorrectionRequest:
    seal = vault.data_seal(bytes(row.data_key_sealed), place=places.data_key(row.learner_id))
    wrong = seal.open(
        bytes(row.wrong_sealed), place=places.correction_request(row.id, "wrong")
    ).decode()
    answered = None
    if row.answer_sealed is not None:
        place = places.correction_request(row.id, "answer")
        answered = seal.open(bytes(row.answer_sealed), place=place).decode()
    return CorrectionRequest(
        id=row.id,
        organisation_id=row.organisation_id,
        learner_id=row.learner_id,
        credential_id=row.credential_id,
        wrong=wrong,
        created_at=row.created_at,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        answer=answered,
        answered_at=row.answered_at,
    )
