"""API keys: shown once as `dkz_<prefix>_<secret>`, kept as the SHA-256 of the secret.

The secret is 32 random bytes, so a fast hash is enough: there is nothing to try out.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from app.clock import Ids
from app.db.inserting import insert_if_absent
from app.db.tables import api_keys
from app.db.written import Written
from issuer.errors import AlreadyExists, NotFound
from issuer.model.organisation import Actor, Scope

_MARK = "dkz"
_PREFIX_LENGTH = 8
_LAST_USE_EVERY = timedelta(minutes=1)
"""Finer would cost a write with each call, and tell nobody more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A caller's key, without its secret."""

    id: str
    organisation_id: str
    name: str
    prefix: str
    """Shown in lists, so that people can tell their keys apart."""
    scopes: frozenset[Scope]
    created_by: str | None
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        """Give the caller that this key speaks for."""
        return Actor(
            id=self.id,
            name=self.name,
            organisation_id=self.organisation_id,
            scopes=self.scopes,
            created_by=self.created_by,
        )

    def usable(self, now: datetime) -> bool:
        """Say whether the key is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def touch_due(self, now: datetime) -> bool:
        """Say whether the last use is to be noted."""
        return self.last_used_at is None or now - self.last_used_at >= _LAST_USE_EVERY


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What the owner sees once, and what is kept."""

    prefix: str
    text: str
    secret_hash: bytes

    def __repr__(self) -> str:
        """Keep the secret out of logs."""
        return f"NewSecret(prefix={self.prefix!r})"


def new_secret(ids: Ids) -> NewSecret:
    """Draw a new secret."""
    prefix, secret = ids.new_id().replace("-", "")[:_PREFIX_LENGTH], ids.new_token()
    return NewSecret(prefix, f"{_MARK}_{prefix}_{secret}", _hash(secret))


def add(connection: Connection, key: ApiKey, secret: NewSecret) -> None:
    """Enter a key with the hash of its secret."""
    row = {
        "id": key.id,
        "organisation_id": key.organisation_id,
        "name": key.name,
        "prefix": secret.prefix,
        "secret_hash": secret.secret_hash,
        "scopes": sorted(scope.value for scope in key.scopes),
        "created_by": key.created_by,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
    }
    if not insert_if_absent(connection, api_keys, row):
        raise AlreadyExists("This API key is entered already.")


def authenticate(connection: Connection, presented: str, now: datetime) -> ApiKey | None:
    """Find the usable key that a caller presents; None tells nothing of why there is none."""
    mark, _, rest = presented.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != _MARK or not secret or len(presented) > 200:  # noqa: PLR2004 - longer is none of ours
        return None
    presented_hash = _hash(secret)
    row = _BY_SECRET.one(connection, {"presented": presented_hash})
    if row is None or not hmac.compare_digest(bytes(row.secret_hash), presented_hash):
        return None
    key = _key(row)
    return key if key.prefix == prefix and key.usable(now) else None


_BY_SECRET = Written(select(api_keys).where(api_keys.c.secret_hash == bindparam("presented")))


def touch(connection: Connection, key_id: str, *, now: datetime) -> None:
    """Note that the key is in use, at most once a minute."""
    last = api_keys.c.last_used_at
    due = or_(last.is_(None), last <= now - _LAST_USE_EVERY)
    connection.execute(
        update(api_keys).where(api_keys.c.id == key_id, due).values(last_used_at=now)
    )


def get(connection: Connection, key_id: str, *, organisation_id: str) -> ApiKey:
    """Load a key of the caller's organisation. Raises NotFound."""
    query = select(api_keys).where(
        api_keys.c.id == key_id, api_keys.c.organisation_id == organisation_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such API key.")
    return _key(row)


def listed(connection: Connection, *, organisation_id: str) -> tuple[ApiKey, ...]:
    """List an organisation's keys, oldest first, revoked ones too."""
    query = select(api_keys).where(api_keys.c.organisation_id == organisation_id)
    return tuple(
        map(_key, connection.execute(query.order_by(api_keys.c.created_at, api_keys.c.id)))
    )


def revoke(connection: Connection, key_id: str, *, organisation_id: str, now: datetime) -> ApiKey:
    """Take a key out of use for good; a second time changes nothing. Raises NotFound."""
    present = (api_keys.c.id == key_id) & (api_keys.c.organisation_id == organisation_id)
    connection.execute(
        update(api_keys).where(present, api_keys.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return get(connection, key_id, organisation_id=organisation_id)


def creators(connection: Connection, actor_ids: frozenset[str]) -> dict[str, str | None]:
    """Tell who made these actors, and who made those, through all generations."""
    known: dict[str, str | None] = {}
    wanted = actor_ids
    while wanted:
        query = select(api_keys.c.id, api_keys.c.created_by).where(api_keys.c.id.in_(wanted))
        known |= dict.fromkeys(wanted)
        known |= {row.id: row.created_by for row in connection.execute(query)}
        wanted = frozenset(maker for maker in known.values() if maker and maker not in known)
    return known


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        organisation_id=row.organisation_id,
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(map(Scope, row.scopes)),
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
