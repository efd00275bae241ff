"""What a badge's picture shows: the programme's words in one language, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from issuer.model.organisation import Profile
from issuer.model.programme import ProgrammeContent
from issuer.model.text import in_language
from issuer.rendering.badge.palette import DRAWN_FROM
from issuer.rendering.level import level_in_words
from issuer.rendering.phrases import phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The words of one picture; nothing in it is the learner's."""

    language: str
    kind: str
    title: str
    issuer: str
    level: int | None
    """SOK, 1 to 10."""
    level_in_words: str
    drawn_from: str
    """The weave and its colours come of these words."""
    standing: str = ""
    """What stands across the picture when the credential does not hold, such as "Revoked"."""


def face_of(
    content: ProgrammeContent, profile: Profile, language: str, *, standing: str = ""
) -> Face:
    """Write what the picture of a programme's badges says."""
    return Face(
        language=language,
        kind=phrase("certificate", language),
        title=in_language(content.title, language),
        issuer=in_language(profile.name, language),
        level=content.level.sok,
        level_in_words=level_in_words(content.level, language),
        drawn_from=in_language(content.title, DRAWN_FROM),
        standing=standing,
    )
