"""Idempotency-Key: the same request twice has one effect, and the second gets the first's result.

The claim is written in the transaction of the effect: both exist, or neither.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from app.db.inserting import insert_if_absent
from app.db.tables import idempotency_keys
from issuer.errors import DomainError


class IdempotencyKeyReused(DomainError):
    """The key came earlier with another request."""

    code = "IDEMPOTENCY_KEY_REUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A request's key, what it asks, and the resource it is about to make."""

    api_key_id: str
    key: str
    """The header's value, at most 255 characters."""
    fingerprint: str
    """SHA-256 of method, path and body, hexadecimal."""
    resource_kind: str
    resource_id: str


@dataclass(frozen=True, slots=True)
class Resource:
    """What an earlier request with this key made."""

    kind: str
    id: str


def claim(connection: Connection, wanted: Claim, *, now: datetime) -> Resource | None:
    """Claim the key: None means go ahead and make the resource under the id of the claim.

    A request that runs at the same moment is waited for. Raises IdempotencyKeyReused.
    """
    row = {
        "api_key_id": wanted.api_key_id,
        "key": wanted.key,
        "fingerprint": wanted.fingerprint,
        "resource_kind": wanted.resource_kind,
        "resource_id": wanted.resource_id,
        "created_at": now,
    }
    if insert_if_absent(connection, idempotency_keys, row):
        return None
    query = select(idempotency_keys).where(
        idempotency_keys.c.api_key_id == wanted.api_key_id, idempotency_keys.c.key == wanted.key
    )
    earlier = connection.execute(query).one()
    if earlier.fingerprint != wanted.fingerprint:
        raise IdempotencyKeyReused(
            "This Idempotency-Key came with another request. Use a new key for a new request."
        )
    return Resource(earlier.resource_kind, earlier.resource_id)


def forget(connection: Connection, *, before: datetime) -> int:
    """Forget keys older than `before`; returns how many."""
    old = idempotency_keys.c.created_at < before
    return connection.execute(delete(idempotency_keys).where(old)).rowcount
