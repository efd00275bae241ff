"""Forgets what has ended: sessions, and codes that nobody can redeem any more."""

from __future__ import annotations

from app.db import account_sessions, login_codes
from app.services import Services


def tidy_accounts(services: Services) -> None:
    """Delete ended sessions and old codes."""
    now = services.clock.now()
    with services.database.write() as connection:
        account_sessions.forget(connection, now=now)
        login_codes.forget(connection, now=now)
