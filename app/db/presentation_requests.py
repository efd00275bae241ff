"""Rows of requests to wallets: entered once, ended once, forgotten in time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.db.tables import presentation_requests
from app.db.tables.presentation_requests import RequestState

__all__ = [
    "Ending",
    "RequestRow",
    "RequestState",
    "add",
    "by_handle",
    "by_token",
    "end",
    "forget",
    "remove",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request as it is kept."""

    id: str
    token_hash: str
    handle_hash: str
    state: RequestState
    asked_sealed: bytes = field(repr=False)
    answer_sealed: bytes | None = field(default=None, repr=False)
    response_code_hash: str | None = None
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    forget_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a request ends."""

    state: RequestState
    answer_sealed: bytes = field(repr=False)
    response_code_hash: str
    ended_at: datetime
    forget_at: datetime


def add(connection: Connection, row: RequestRow) -> None:
    """Enter a request."""
    connection.execute(insert(presentation_requests).values(_values(row)))


def by_token(connection: Connection, token_hash: str) -> RequestRow | None:
    """Find a request by the hash of what its asker has."""
    return _one(connection, presentation_requests.c.token_hash == token_hash)


def by_handle(connection: Connection, handle_hash: str) -> RequestRow | None:
    """Find a request by the hash of what wallets have."""
    return _one(connection, presentation_requests.c.handle_hash == handle_hash)


def end(connection: Connection, request_id: str, ending: Ending) -> bool:
    """End a request that still waits; False if another answer, or its time, was first."""
    columns = presentation_requests.c
    ended = connection.execute(
        update(presentation_requests)
        .where(
            columns.id == request_id,
            columns.state == RequestState.WAITING,
            columns.expires_at > ending.ended_at,
        )
        .values(
            state=ending.state,
            answer_sealed=ending.answer_sealed,
            response_code_hash=ending.response_code_hash,
            ended_at=ending.ended_at,
            forget_at=ending.forget_at,
        )
    )
    return ended.rowcount == 1


def remove(connection: Connection, request_id: str) -> None:
    """Remove a request with its answer."""
    connection.execute(
        delete(presentation_requests).where(presentation_requests.c.id == request_id)
    )


def forget(connection: Connection, *, before: datetime) -> None:
    """Remove all whose time is over."""
    connection.execute(
        delete(presentation_requests).where(presentation_requests.c.forget_at <= before)
    )


def _one(connection: Connection, condition: Any) -> RequestRow | None:  # noqa: ANN401 - SQLAlchemy's
    row = connection.execute(select(presentation_requests).where(condition)).first()
    return None if row is None else _request(row)


def _request(row: Row[Any]) -> RequestRow:
    return RequestRow(
        id=row.id,
        token_hash=row.token_hash,
        handle_hash=row.handle_hash,
        state=RequestState(row.state),
        asked_sealed=bytes(row.asked_sealed),
        answer_sealed=None if row.answer_sealed is None else bytes(row.answer_sealed),
        response_code_hash=row.response_code_hash,
        created_at=row.created_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        forget_at=row.forget_at,
    )


def _values(row: RequestRow) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in presentation_requests.c}
