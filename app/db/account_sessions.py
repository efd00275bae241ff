"""Who is logged in: sessions by the hash of a token that only the browser has."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from app.db.tables import account_sessions

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=24)
_TOUCHED_AFTER = timedelta(minutes=5)
"""Writing at every page would make each one wait for the disk."""


def token_hash(token: str) -> bytes:
    """Hash a session's token; 32 random bytes need no salt."""
    return hashlib.sha256(token.encode()).digest()


def begin(connection: Connection, account_id: str, token: str, *, now: datetime) -> None:
    """Log an account in."""
    row = {
        "token_hash": token_hash(token),
        "account_id": account_id,
        "created_at": now,
        "seen_at": now,
        "expires_at": now + LONGEST,
    }
    connection.execute(insert(account_sessions).values(row))


def account_id_of(connection: Connection, token: str, *, now: datetime) -> tuple[str, bool] | None:
    """Give whose session this is, and whether `touch` is due; None when it has ended."""
    query = select(account_sessions).where(
        account_sessions.c.token_hash == token_hash(token),
        account_sessions.c.expires_at > now,
        account_sessions.c.seen_at > now - IDLE,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.account_id, row.seen_at <= now - _TOUCHED_AFTER)


def touch(connection: Connection, token: str, *, now: datetime) -> None:
    """Note that a session is in use."""
    this = account_sessions.c.token_hash == token_hash(token)
    connection.execute(update(account_sessions).where(this).values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    """Log out."""
    this = account_sessions.c.token_hash == token_hash(token)
    connection.execute(delete(account_sessions).where(this))


def forget(connection: Connection, *, now: datetime) -> None:
    """Delete sessions that have ended."""
    ended = (account_sessions.c.expires_at <= now) | (account_sessions.c.seen_at <= now - IDLE)
    connection.execute(delete(account_sessions).where(ended))
