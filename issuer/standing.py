"""How an issued credential stands at a moment, by its issuer's records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from issuer.model.credential import Credential, CredentialStatus


class Standing(StrEnum):
    """What is to be said of a credential; the worst news comes first."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REPLACED = "replaced"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class StandingAt:
    """How a credential stands, and since when."""

    standing: Standing
    since: date | None = None
    """The day of its revocation, suspension or end, where there is one."""

    @property
    def is_good(self) -> bool:
        """Tell whether there is nothing to say against it."""
        return self.standing is Standing.GOOD


HOLDS = StandingAt(Standing.GOOD)

_BY_STATUS = {
    CredentialStatus.REVOKED: Standing.REVOKED,
    CredentialStatus.SUSPENDED: Standing.SUSPENDED,
}


def standing_of(credential: Credential, now: datetime) -> Standing:
    """Say how a credential stands at `now`."""
    by_status = _BY_STATUS.get(credential.status)
    if by_status is not None:
        return by_status
    ends = valid_until(credential)
    if ends is not None and ends <= now:
        return Standing.EXPIRED
    return Standing.GOOD if credential.superseded_by is None else Standing.REPLACED


def standing_since(credential: Credential, now: datetime, zone: tzinfo) -> StandingAt:
    """Say the same with its day, in the school's time zone."""
    standing = standing_of(credential, now)
    changed = credential.status_changed_at
    moment = {
        Standing.REVOKED: changed,
        Standing.SUSPENDED: changed,
        Standing.EXPIRED: valid_until(credential),
    }.get(standing)
    return StandingAt(standing, None if moment is None else moment.astimezone(zone).date())


def valid_until(credential: Credential) -> datetime | None:
    """Read when the credential ends from the document itself; None: without end."""
    ends = json.loads(credential.prepared).get("validUntil")
    return datetime.fromisoformat(ends) if ends else None
