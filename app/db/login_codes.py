"""One-time codes that prove an address: keyed hashes, few attempts, used once."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.db import places
from app.db.accounts import email_lookup
from app.db.tables import login_codes
from app.keys.sealing import Vault

LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
MOST_AN_HOUR = 10
"""Codes for one address: with five attempts each, eight digits are not found in years."""
_KEPT = timedelta(hours=1)
"""As long as they are counted."""


def asked_too_often(connection: Connection, vault: Vault, email: str, *, now: datetime) -> bool:
    """Tell whether an address was sent as many codes as it gets in an hour."""
    query = select(func.count()).where(
        login_codes.c.email_lookup == email_lookup(vault, email),
        login_codes.c.created_at > now - _KEPT,
    )
    return (connection.scalar(query) or 0) >= MOST_AN_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginCode:
    """A code on its way to an address."""

    id: str
    email: str = field(repr=False)
    digits: str = field(repr=False)


def add(connection: Connection, vault: Vault, code: LoginCode, *, now: datetime) -> None:
    """Enter a code for an address."""
    sealed = vault.close(code.email.encode(), place=places.login_address(code.id))
    row = {
        "id": code.id,
        "email_lookup": email_lookup(vault, code.email),
        "email_sealed": sealed,
        "code_hash": _code_hash(vault, code.id, code.digits),
        "attempts": 0,
        "created_at": now,
        "expires_at": now + LIFETIME,
    }
    connection.execute(insert(login_codes).values(row))


def redeem(
    connection: Connection, vault: Vault, login_id: str, *, code: str, now: datetime
) -> str | None:
    """Count an attempt; give the proven address when the code is right, and use it up.

    The transaction has to be committed either way: an attempt that is forgotten was free.
    """
    this = (login_codes.c.id == login_id) & login_codes.c.used_at.is_(None)
    open_still = (login_codes.c.attempts < MOST_ATTEMPTS) & (login_codes.c.expires_at > now)
    # One statement counts and asks: of two attempts at once, each is counted.
    counted = (
        update(login_codes)
        .where(this, open_still)
        .values(attempts=login_codes.c.attempts + 1)
        .returning(login_codes.c.code_hash, login_codes.c.email_sealed)
    )
    row: Any = connection.execute(counted).one_or_none()
    if row is None:
        return None
    if not hmac.compare_digest(bytes(row.code_hash), _code_hash(vault, login_id, code)):
        return None
    connection.execute(update(login_codes).where(this).values(used_at=now))
    return vault.open(bytes(row.email_sealed), place=places.login_address(login_id)).decode()


def forget(connection: Connection, *, now: datetime) -> None:
    """Delete codes that are neither open nor counted any more."""
    connection.execute(delete(login_codes).where(login_codes.c.created_at <= now - _KEPT))


def _code_hash(vault: Vault, login_id: str, code: str) -> bytes:
    return vault.lookup(code, purpose=f"login_codes/{login_id}")
