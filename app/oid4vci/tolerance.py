"""Whether an older wallet's habit is let through."""

from __future__ import annotations

import logging

from app.oid4vci.habits import Habit
from app.services import Services

LOG = logging.getLogger("dokazilo.wallets")


def lets_through(services: Services, habit: Habit) -> bool:
    """Say whether a habit is let through; each time it is, that is logged."""
    if habit not in services.settings.legacy_wallets:
        return False
    LOG.warning("a wallet's old habit was let through: %s", habit.value)
    return True
