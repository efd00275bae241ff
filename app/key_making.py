"""API keys: made, listed, revoked by an organisation's administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.db import api_keys, audit
from app.db.api_keys import ApiKey
from app.db.engine import Connection
from app.repeating import RepeatGuard
from app.services import Services
from issuer.model.organisation import Actor, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWish:
    """What a key is to be."""

    organisation_id: str
    name: str
    scopes: frozenset[Scope]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key, and its secret if it was made just now."""

    key: ApiKey
    secret: str | None

    def __repr__(self) -> str:
        """Keep the secret out of logs."""
        return f"MadeKey({self.key.id})"


def make_key(services: Services, actor: Actor, wish: KeyWish, repeat: RepeatGuard) -> MadeKey:
    """Make a key for the actor's organisation; a repeated request gets it without the secret."""
    now, key_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        earlier = repeat.made_before(connection, actor, ("api-key", key_id), now=now)
        if earlier is not None:
            key = api_keys.get(connection, earlier, organisation_id=actor.organisation_id)
            return MadeKey(key, None)
        return enter_key(services, connection, actor, wish, key_id=key_id)


def enter_key(
    services: Services, connection: Connection, actor: Actor, wish: KeyWish, *, key_id: str
) -> MadeKey:
    """Enter a new key and its audit record in a transaction that is open already."""
    now, secret = services.clock.now(), api_keys.new_secret(services.ids)
    key = ApiKey(
        id=key_id,
        organisation_id=wish.organisation_id,
        name=wish.name,
        prefix=secret.prefix,
        scopes=wish.scopes,
        created_by=actor.id,
        created_at=now,
        expires_at=wish.expires_at,
    )
    api_keys.add(connection, key, secret)
    detail: dict[str, object] = {
        "name": key.name,
        "scopes": sorted(scope.value for scope in key.scopes),
    }
    audit.append(connection, _happening(key, "api-key.made", detail), actor, at=now)
    return MadeKey(key, secret.text)


def revoke_key(services: Services, actor: Actor, key_id: str) -> ApiKey:
    """Take a key of the actor's organisation out of use. Raises NotFound."""
    now, own = services.clock.now(), actor.organisation_id
    with services.database.write() as connection:
        before = api_keys.get(connection, key_id, organisation_id=own)
        revoked = api_keys.revoke(connection, key_id, organisation_id=own, now=now)
        if before.revoked_at is None:
            audit.append(connection, _happening(revoked, "api-key.revoked", {}), actor, at=now)
    return revoked


def _happening(key: ApiKey, action: str, detail: dict[str, object]) -> audit.Happening:
    return audit.Happening(
        action=action,
        subject_kind="api-key",
        subject_id=key.id,
        organisation_id=key.organisation_id,
        detail=detail,
    )
