"""Exchanges: added, found by the hash of their secret, finished by one holder, forgotten."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from app.db.credential_rows import token_hash
from app.db.tables import exchanges
from app.exchanges.exchange import Exchange, challenge_of
from app.keys.sealing import Vault


def add(connection: Connection, exchange: Exchange) -> None:
    """Enter an exchange that has just begun; its secret stays with the caller."""
    connection.execute(
        insert(exchanges).values(
            id=exchange.id,
            credential_id=exchange.credential_id,
            secret_hash=token_hash(exchange.secret),
            bound=exchange.bound,
            began_at=exchange.began_at,
            expires_at=exchange.expires_at,
        )
    )


def by_secret(connection: Connection, vault: Vault, secret: str) -> Exchange | None:
    """Find an exchange by the secret part of its address, ended ones too."""
    query = select(exchanges).where(exchanges.c.secret_hash == token_hash(secret))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Exchange(
        id=row.id,
        credential_id=row.credential_id,
        secret=secret,
        challenge=challenge_of(vault, row.id),
        bound=row.bound,
        began_at=row.began_at,
        expires_at=row.expires_at,
        finished=row.finished_at is not None,
    )


def finish(
    connection: Connection, exchange_id: str, holder_lookup: bytes, *, now: datetime
) -> bool:
    """Make an exchange one holder's; False when it is another's, or its time is over."""
    free = or_(exchanges.c.holder_lookup.is_(None), exchanges.c.holder_lookup == holder_lookup)
    its = (exchanges.c.id == exchange_id) & (exchanges.c.expires_at > now) & free
    values = {"holder_lookup": holder_lookup, "finished_at": now}
    return connection.execute(update(exchanges).where(its).values(values)).rowcount == 1


def forget(connection: Connection, *, before: datetime) -> None:
    """Remove what ended before; nothing follows from it any more."""
    connection.execute(delete(exchanges).where(exchanges.c.expires_at < before))
