"""What every badge of one programme version has in common, and where a learner's part goes in it.

A cohort renders its frame once; each badge then is the frame and a row of its own members.
"""

from __future__ import annotations

from dataclasses import dataclass

from contexts import JsonObject
from issuer.model.text import in_language
from issuer.rendering.achievement import render_achievement
from issuer.rendering.edition import Edition
from issuer.rendering.members import number, present
from issuer.rendering.profile import render_profile
from issuer.rendering.results import Measure, measures_of

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
"""In the required order (OB 3.0, B.1.1); the last defines the type of credentialSchema."""

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)

_BADGE = (
    *("@context", "id", "type", "name", "description", "issuer", "validFrom", "validUntil"),
    *("awardedDate", "credentialSubject", "evidence", "credentialSchema", "credentialStatus"),
)
_SUBJECT = (
    *("id", "type", "identifier", "activityStartDate", "activityEndDate", "creditsEarned"),
    *("narrative", "achievement", "result"),
)
"""Each member in the place where it is written."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The common part of all badges of one programme version, profile and language."""

    badge: JsonObject
    subject: JsonObject
    measures: tuple[Measure, ...]
    validity_months: int | None


def render_frame(edition: Edition) -> Frame:
    """Render all that does not depend on the award."""
    content, language = edition.version.content, edition.language
    badge = present(
        type=["VerifiableCredential", "OpenBadgeCredential"],
        name=in_language(content.title, language),
        description=in_language(content.description, language),
        issuer=render_profile(edition.profile, language, edition.base_url),
        credentialSchema=[{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    )
    subject = present(
        type=["AchievementSubject"],
        creditsEarned=number(content.workload.ects or content.workload.vet_credit_points),
        achievement=render_achievement(edition),
    )
    contexts = {"@context": list(CONTEXTS)}
    return Frame(contexts | badge, subject, measures_of(edition), content.validity_months)


def framed(frame: Frame, row: JsonObject) -> JsonObject:
    """Put a row into its frame; what is in the frame is shared, not copied."""
    members = frame.badge | row
    subject = frame.subject | row["credentialSubject"]
    members["credentialSubject"] = {name: subject[name] for name in _SUBJECT if name in subject}
    return {name: members[name] for name in _BADGE if name in members}
