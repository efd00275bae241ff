"""What is done for learners' rights without anybody asking at that moment."""

from __future__ import annotations

from app.rights.asking import finish_confirmed
from app.rights.restoring import keep_erased
from app.rights.retention import erase_outdated
from app.services import Services


def see_to_rights(services: Services) -> None:
    """Keep the erased erased, do what was confirmed, and erase what was kept long enough."""
    keep_erased(services)
    finish_confirmed(services)
    erase_outdated(services)
