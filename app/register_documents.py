"""Published programme versions as JSON-LD: the achievement that badges refer to."""

from __future__ import annotations

from contexts import JsonObject
from issuer.model.approval import ProgrammeVersion
from issuer.model.organisation import Profile
from issuer.rendering.achievement import render_achievement
from issuer.rendering.edition import PublishedEdition
from issuer.rendering.profile import render_profile

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def achievement_document(
    version: ProgrammeVersion, profile: Profile, *, language: str, public_url: str
) -> JsonObject:
    """Render a version as an Open Badges 3.0 Achievement in one language, with its whole creator.

    A badge only points at the creator, who is its issuer; here nobody else introduces them.
    """
    edition = PublishedEdition(
        version=version, profile=profile, language=language, base_url=public_url
    )
    return {
        "@context": CONTEXT,
        **render_achievement(edition),
        "creator": render_profile(profile, language, public_url),
    }


def collection_document(achievements: list[JsonObject]) -> JsonObject:
    """Render a page of the register as one JSON-LD document of several achievements."""
    bare = [
        {name: value for name, value in each.items() if name != "@context"} for each in achievements
    ]
    return {"@context": CONTEXT, "@graph": bare}
