"""Programs that may ask learners for a permission."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from app.db.tables import oauth_clients


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One registered program."""

    id: str
    """The `client_id`."""
    name: str
    registration: Mapping[str, Any]
    """What it said of itself (RFC 7591, section 2), as it was accepted."""
    secret_hash: bytes | None = None
    """None for a public client, which has no secret."""

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        """Give the addresses that a code may be sent to."""
        return tuple(self.registration.get("redirect_uris", ()))


def add(connection: Connection, client: Client, *, now: datetime) -> None:
    """Register a client."""
    row = {
        "id": client.id,
        "name": client.name,
        "registration": dict(client.registration),
        "secret_hash": client.secret_hash,
        "created_at": now,
    }
    connection.execute(insert(oauth_clients).values(row))


def by_id(connection: Connection, client_id: str) -> Client | None:
    """Find a client."""
    row = connection.execute(
        select(oauth_clients).where(oauth_clients.c.id == client_id)
    ).one_or_none()
    if row is None:
        return None
    secret = None if row.secret_hash is None else bytes(row.secret_hash)
    return Client(id=row.id, name=row.name, registration=row.registration, secret_hash=secret)


def hash_of_secret(secret: str) -> bytes:
    """Hash a client's secret; 32 random bytes need no salt."""
    return hashlib.sha256(b"oauth client\0" + secret.encode()).digest()
