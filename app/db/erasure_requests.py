"""Learners' requests to be erased: they wait for a confirmation, or for the school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.db.credential_rows import token_hash
from app.db.paging import Paging, Slice, total
from app.db.tables import erasure_requests


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequest:
    """One request; it is gone once the learner is."""

    id: str
    organisation_id: str
    learner_id: str
    asked_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None = None
    """When the learner followed the link in the letter."""


def add(connection: Connection, request: ErasureRequest, token: str) -> None:
    """Enter a request, in place of earlier ones of the same learner."""
    earlier = erasure_requests.c.learner_id == request.learner_id
    connection.execute(delete(erasure_requests).where(earlier))
    connection.execute(
        insert(erasure_requests).values(
            id=request.id,
            organisation_id=request.organisation_id,
            learner_id=request.learner_id,
            token_hash=token_hash(token),
            asked_at=request.asked_at,
            expires_at=request.expires_at,
        )
    )


def by_token(connection: Connection, token: str) -> ErasureRequest | None:
    """Find the request that a letter's link is for, ended ones too."""
    found = select(erasure_requests).where(erasure_requests.c.token_hash == token_hash(token))
    row = connection.execute(found).one_or_none()
    return None if row is None else _request(row)


def of_learner(connection: Connection, learner_id: str) -> ErasureRequest | None:
    """Give the request of a learner, if there is one."""
    found = select(erasure_requests).where(erasure_requests.c.learner_id == learner_id)
    row = connection.execute(found).one_or_none()
    return None if row is None else _request(row)


def confirm(connection: Connection, request_id: str, *, now: datetime) -> None:
    """Note that the learner means it; said again it changes nothing."""
    first = (erasure_requests.c.id == request_id) & erasure_requests.c.confirmed_at.is_(None)
    connection.execute(update(erasure_requests).where(first).values(confirmed_at=now))


def confirmed(connection: Connection) -> Sequence[ErasureRequest]:
    """Give the requests that only have to be done."""
    found = select(erasure_requests).where(erasure_requests.c.confirmed_at.is_not(None))
    return [_request(row) for row in connection.execute(found)]


def listed(
    connection: Connection, *, organisation_id: str, paging: Paging
) -> Slice[ErasureRequest]:
    """List an organisation's requests, the oldest first."""
    found = select(erasure_requests).where(erasure_requests.c.organisation_id == organisation_id)
    ordered = found.order_by(erasure_requests.c.asked_at, erasure_requests.c.id)
    rows = connection.execute(ordered.limit(paging.size).offset(paging.offset))
    return Slice(tuple(_request(row) for row in rows), total(connection, found))


def _request(row: Row[Any]) -> ErasureRequest:
    return ErasureRequest(
        id=row.id,
        organisation_id=row.organisation_id,
        learner_id=row.learner_id,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        confirmed_at=row.confirmed_at,
    )
