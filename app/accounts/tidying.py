"""Forgets what has ended: sessions, codes that nobody can redeem any more, old errands."""

from __future__ import annotations

from datetime import timedelta

from app.db import account_sessions, backpacks, login_codes
from app.services import Services

_ERRANDS_KEPT = timedelta(days=30)
"""Long enough to look again at what came of one."""


def tidy_accounts(services: Services) -> None:
    """Delete ended sessions, old codes, and what is known of errands of some time ago."""
    now = services.clock.now()
    with services.database.write() as connection:
        account_sessions.forget(connection, now=now)
        login_codes.forget(connection, now=now)
        backpacks.forget_errands(connection, before=now - _ERRANDS_KEPT)
