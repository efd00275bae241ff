"""Published programme versions as JSON-LD: the achievement that badges refer to."""

from __future__ import annotations

from datetime import UTC, datetime

from contexts import JsonObject
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner, Result
from issuer.model.organisation import Profile
from issuer.rendering.achievement import render_achievement
from issuer.rendering.material import Material

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def achievement_document(
    version: ProgrammeVersion, profile: Profile, *, language: str, public_url: str
) -> JsonObject:
    """Render a version as an Open Badges 3.0 Achievement in one language."""
    material = _without_award(version, profile, language, public_url)
    return {"@context": CONTEXT, **render_achievement(material)}


def collection_document(achievements: list[JsonObject]) -> JsonObject:
    """Render a page of the register as one JSON-LD document of several achievements."""
    bare = [
        {name: value for name, value in each.items() if name != "@context"} for each in achievements
    ]
    return {"@context": CONTEXT, "@graph": bare}


def _without_award(
    version: ProgrammeVersion, profile: Profile, language: str, public_url: str
) -> Material:
    """Make the material of a badge that nobody holds: the achievement is the same in each."""
    nobody, never = "", datetime(1970, 1, 1, tzinfo=UTC)
    award = Award(
        id=nobody,
        organisation_id=version.organisation_id,
        version_id=version.id,
        learner_id=nobody,
        result=Result(awarded_on=never.date()),
        language=language,
        state=AwardState.PROPOSED,
        proposed_by=nobody,
        proposed_at=never,
    )
    learner = Learner(id=nobody, organisation_id=version.organisation_id, name="", email="")
    return Material(
        award=award,
        learner=learner,
        version=version,
        profile=profile,
        entries=(),
        credential_id=nobody,
        valid_from=never,
        base_url=public_url,
        salt=b"",
    )
