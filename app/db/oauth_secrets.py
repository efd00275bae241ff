"""Random values that stand for a permission: kept as hashes, until they end or are used."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import oauth_secrets

_REMEMBERED_AFTER_THE_END = timedelta(days=1)
"""So long a value that was used twice is told from one that never was."""


class SecretKind(StrEnum):
    """What a value may be used for; it is nothing else's."""

    PRE_AUTHORIZED_CODE = "pre-authorized-code"
    AUTHORIZATION_CODE = "authorization-code"
    AUTHORIZATION_REQUEST = "authorization-request"
    ISSUER_STATE = "issuer-state"
    ACCESS_TOKEN = "access-token"  # noqa: S105 - its name
    REFRESH_TOKEN = "refresh-token"  # noqa: S105 - its name
    CREDENTIAL_NONCE = "credential-nonce"
    TRANSACTION = "transaction"
    NOTIFICATION = "notification"
    DPOP_PROOF = "dpop-proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSecret:
    """What a value stands for."""

    kind: SecretKind
    grant_id: str
    content: Mapping[str, Any]
    """Ids, scopes, times. Nothing personal: it is not sealed."""
    expires_at: datetime


def keep(connection: Connection, value: str, secret: KeptSecret, *, now: datetime) -> None:
    """Write down what a new value stands for."""
    connection.execute(insert(oauth_secrets).values(_row(value, secret, now)))


def use_up(connection: Connection, value: str, secret: KeptSecret, *, now: datetime) -> bool:
    """Use up a value that was never written down before; False if it has been used."""
    return insert_if_absent(connection, oauth_secrets, _row(value, secret, now))


def redeem(
    connection: Connection, kind: SecretKind, value: str, *, now: datetime
) -> KeptSecret | None:
    """Use a value, which works once, whoever asks at the same time; None if it does not."""
    used = update(oauth_secrets).where(_is_good(kind, value, now)).values(used_at=now)
    row = connection.execute(used.returning(*_COLUMNS)).one_or_none()
    return None if row is None else _kept(row)


def look_up(
    connection: Connection, kind: SecretKind, value: str, *, now: datetime
) -> KeptSecret | None:
    """Give what a value stands for, and leave it as it is; None if it is not good."""
    row = connection.execute(select(*_COLUMNS).where(_is_good(kind, value, now))).one_or_none()
    return None if row is None else _kept(row)


def used_before(connection: Connection, kind: SecretKind, value: str) -> str | None:
    """Give the grant of a value that was used already: somebody has a copy of it."""
    query = select(oauth_secrets.c.grant_id).where(
        oauth_secrets.c.secret_hash == _hash(kind, value), oauth_secrets.c.used_at.is_not(None)
    )
    found: str | None = connection.scalar(query)
    return found


def end_grant(connection: Connection, grant_id: str, *, now: datetime) -> None:
    """End all that came of one consent or offer."""
    end_all(connection, oauth_secrets.c.grant_id == grant_id, now=now)


def end_all(connection: Connection, which: ColumnElement[bool], *, now: datetime) -> None:
    """End all values of which this is true, also those that are just being made of one of them."""
    living = which & oauth_secrets.c.used_at.is_(None)
    # On PostgreSQL this waits for whoever is redeeming one of them, and the next statement then
    # sees what came of it; the update alone would not.
    connection.execute(select(oauth_secrets.c.secret_hash).where(living).with_for_update()).all()
    connection.execute(update(oauth_secrets).where(living).values(used_at=now))


def forget(connection: Connection, *, now: datetime) -> None:
    """Remove what has ended some time ago."""
    before = now - _REMEMBERED_AFTER_THE_END
    connection.execute(delete(oauth_secrets).where(oauth_secrets.c.expires_at < before))


_COLUMNS = oauth_secrets.c["kind", "grant_id", "content", "expires_at"]


def _is_good(kind: SecretKind, value: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        oauth_secrets.c.secret_hash == _hash(kind, value),
        oauth_secrets.c.used_at.is_(None),
        oauth_secrets.c.expires_at > now,
    )


def _row(value: str, secret: KeptSecret, now: datetime) -> dict[str, Any]:
    return {
        "secret_hash": _hash(secret.kind, value),
        "kind": secret.kind.value,
        "grant_id": secret.grant_id,
        "content": dict(secret.content),
        "account_id": secret.content.get("account_id") or "",
        "created_at": now,
        "expires_at": secret.expires_at,
    }


def _hash(kind: SecretKind, value: str) -> bytes:
    """Hash a value for its one use; 32 random bytes need no salt."""
    return hashlib.sha256(f"{kind.value}\0{value}".encode()).digest()


def _kept(row: Row[Any]) -> KeptSecret:
    return KeptSecret(
        kind=SecretKind(row.kind),
        grant_id=row.grant_id,
        content=row.content,
        expires_at=row.expires_at,
    )
