"""Data are not kept for ever: what the settings say is over, is erased."""

from __future__ import annotations

from datetime import timedelta

from app.db import erasures
from app.rights.erasing import erase
from app.rights.erasure import AskedBy
from app.services import Services
from issuer.errors import WrongState

_AT_ONCE = 100


def erase_outdated(services: Services) -> int:
    """Erase learners whose last credential is older than LEARNER_DAYS; give how many.

    Some at a time: the next round goes on.
    """
    days = services.settings.learner_days
    if not days:
        return 0
    before = services.clock.now() - timedelta(days=days)
    with services.database.read() as connection:
        outdated = erasures.without_credential_since(connection, before, limit=_AT_ONCE)
    count = 0
    for learner_id in outdated:
        try:
            erase(services, learner_id, AskedBy.RETENTION)
        except WrongState:  # somebody works on a file that names them: they are not outdated
            continue
        count += 1
    return count
