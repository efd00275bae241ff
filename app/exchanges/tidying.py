"""Forgets exchanges whose minutes are long over."""

from __future__ import annotations

from datetime import timedelta

from app.db import exchanges
from app.services import Services

_TOLD_FOR = timedelta(days=1)
"""For so long a wallet that comes late is told that it is late, and not that there was nothing."""


def tidy_exchanges(services: Services) -> None:
    """Delete ended exchanges."""
    with services.database.write() as connection:
        exchanges.forget(connection, before=services.clock.now() - _TOLD_FOR)
