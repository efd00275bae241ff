"""Everything a rendering draws on: from one material come the badge and, later, its EDC twin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.credential import StatusListEntry
from issuer.model.organisation import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One award with all that it refers to, and the identifiers made for its credential."""

    award: Award
    learner: Learner
    version: ProgrammeVersion
    profile: Profile
    entries: tuple[StatusListEntry, ...]
    credential_id: str
    valid_from: datetime
    """Aware, in UTC; fractions of a second are dropped."""
    base_url: str
    """The public URL of the service, without a final slash."""
    salt: bytes
    """At least 16 random bytes, fresh for every credential."""
    has_twin: bool = False
    """The profile has a seal, so the award also becomes a European Digital Credential."""

    @property
    def language(self) -> str:
        """The one language the badge speaks."""
        return self.award.language
