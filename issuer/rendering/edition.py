"""One programme version in one language: what an achievement is rendered from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from issuer.model.approval import ProgrammeVersion
from issuer.model.organisation import Profile


class Edition(Protocol):
    """What `render_achievement` reads; the material of a badge has it too."""

    @property
    def version(self) -> ProgrammeVersion:
        """The programme version."""

    @property
    def profile(self) -> Profile:
        """Who awards it."""

    @property
    def language(self) -> str:
        """The one language the achievement speaks."""

    @property
    def base_url(self) -> str:
        """The public URL of the service, without a final slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """An edition as the register shows it: nobody holds it yet."""

    version: ProgrammeVersion
    profile: Profile
    language: str
    base_url: str


def achievement_id(edition: Edition) -> str:
    """Give the programme version's stable address: the same in every language and badge."""
    version = edition.version
    return f"{edition.base_url}/programmes/{version.programme_id}/versions/{version.number}"
