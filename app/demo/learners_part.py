"""What var/demo.json says for the learner: the addresses of one credential's own page."""

from __future__ import annotations

from typing import Any

from app.claims.claiming import claim_of
from app.services import Services
from issuer.errors import NotFound


def with_learners_part(services: Services, facts: dict[str, Any]) -> dict[str, Any]:
    """Add the learner's addresses; without that credential, as after an erasure, nothing."""
    try:
        claim = claim_of(services, str(facts.get("credential_id")))
    except NotFound:
        return facts
    return facts | {"claim_url": claim.url}
