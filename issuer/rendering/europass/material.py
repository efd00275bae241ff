"""Everything a European Digital Credential is made of: what a badge is, and the seal's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.organisation import Profile
from issuer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page of the rendered certificate in one language."""

    media_type: str
    """`image/png` or `image/jpeg`."""
    content: bytes
    description: str
    """What a person who does not see the picture is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOwner:
    """Whom the sealing certificate names (ETSI EN 319 412-3): that is the issuer."""

    organization_identifier: str
    """OID 2.5.4.97, such as VATSI-12345678."""
    legal_name: str
    country: str
    """ISO 3166-1 alpha-3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """Somebody else seals for the school, and says by what right."""

    statement: str
    """Which contract or decision, in the language of the award."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EuropassMaterial:
    """One award with all that it refers to, and what the seal and the twin badge add."""

    award: Award
    learner: Learner
    version: ProgrammeVersion
    profile: Profile
    credential_id: str
    """A UUID; the credential's id is "urn:credential:" and this."""
    valid_from: datetime
    """Aware; fractions of a second are dropped."""
    base_url: str
    owner: SealOwner
    pictures: Mapping[str, tuple[Picture, ...]]
    """Language to the pages of the certificate, first page first; at least one language."""
    zone: tzinfo
    """Where the school's days begin: a day is written as its local midnight, with the offset."""
    badge_id: str | None = None
    """The `id` of the Open Badge of the same award."""
    status_url: str | None = None
    """Where our verifier finds whether the credential still holds."""
    suspension_url: str | None = None
    """The same for a suspension, where the programme provides for it."""
    mandate: Mandate | None = None

    @property
    def language(self) -> str:
        """The language the learner was awarded in: the primary one."""
        return self.award.language

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language the programme has a title in, the primary one first."""
        spoken = _spoken(self.version.content.title)
        return (self.language, *(each for each in spoken if each != self.language))


def _spoken(text: Text) -> tuple[str, ...]:
    return tuple(language for language, words in text.items() if words)
