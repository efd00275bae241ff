"""What a copy is made of, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from issuer.model.credential import Credential
from issuer.model.organisation import Profile, SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One credential, and who signs its copies."""

    credential: Credential
    profile: Profile
    keys: tuple[SigningKey, ...]
    """Every key of the profile, retired ones too."""
