"""What var/demo.json says for wallets: an offer that any of them can open, again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from app.db import credentials
from app.oid4vci.offers import Terms, make_offer
from app.services import Services
from issuer.errors import NotFound

_GOOD_FOR = timedelta(days=3650)
"""A demonstration's credential is nobody's; a school's offers end sooner."""


def with_wallets_part(services: Services, facts: dict[str, Any]) -> dict[str, Any]:
    """Add an offer without a transaction code, unless there is one for the present address."""
    here = quote(f"{services.settings.public_url}/", safe="")
    if f"={here}" in str(facts.get("offer_uri", "")):
        return facts
    terms = Terms(ends=services.clock.now() + _GOOD_FOR, with_tx_code=False)
    try:
        with services.database.write() as connection:
            shown = credentials.by_id(connection, services.vault, str(facts.get("credential_id")))
            made = make_offer(connection, services, shown.award_id, terms)
    except NotFound:
        return facts
    return facts | {"offer_uri": made.link}
