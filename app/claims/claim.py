"""A claim: the link by which a learner comes to their own page of a credential."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from issuer.errors import DomainError


class ClaimEnded(DomainError):
    """The school has withdrawn the link, or its time is over; the credential outlives it."""

    code = "CLAIM_ENDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The link to one credential's page for its learner; it names nobody."""

    id: str
    credential_id: str
    token: str = field(repr=False)
    """32 random bytes as base64url: whoever has it, has the page."""
    url: str = field(repr=False)
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    opened_at: datetime | None = None
    """When the page was opened first; opening never consumes the link."""
    claimed_at: datetime | None = None
    """When something was first taken away, shared, or put into a wallet."""

    def is_open(self, now: datetime) -> bool:
        """Say whether the link leads to the page."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
