"""A learner's new e-mail address, from being asked for to being theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AskedBy(StrEnum):
    """Who wants the change: whoever has the claim's link is not yet the learner."""

    LEARNER = "learner"
    """On the page of a claim: the old address has to agree."""
    SCHOOL = "school"
    """The school knows its learners: the old address is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChange:
    """One change, and how far it has come."""

    id: str
    learner_id: str
    asked_by: AskedBy
    address: str = field(repr=False)
    created_at: datetime
    expires_at: datetime
    proved_at: datetime | None = None
    """When somebody followed the link in the letter to the new address."""
    agreed_at: datetime | None = None
    """When somebody did so in the letter to the old one."""
    refused_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def is_proved(self) -> bool:
        """Say whether nothing is missing any more."""
        agreed = self.agreed_at is not None or self.asked_by is AskedBy.SCHOOL
        return self.proved_at is not None and agreed

    def is_open(self, now: datetime) -> bool:
        """Say whether it can still go on."""
        return self.refused_at is None and self.done_at is None and now < self.expires_at
