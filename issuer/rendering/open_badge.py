"""An award as an unsigned Open Badge 3.0 (AchievementCredential) under VCDM 2.0."""

from __future__ import annotations

import calendar
from datetime import datetime

from contexts import JsonObject
from issuer.model.credential import StatusListEntry, StatusPurpose
from issuer.model.text import in_language
from issuer.rendering.achievement import render_achievement
from issuer.rendering.identity import render_identifiers
from issuer.rendering.material import Material
from issuer.rendering.members import day, number, present, timestamp
from issuer.rendering.phrases import phrase
from issuer.rendering.profile import render_profile
from issuer.rendering.results import render_results

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
"""In the required order (OB 3.0, B.1.1); the last defines the type of credentialSchema."""

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def render(material: Material) -> JsonObject:
    """Render the badge with every field the programme and the award can fill."""
    content, language = material.version.content, material.language
    title = in_language(content.title, language)
    months = content.validity_months
    expiry = None if months is None else months_later(material.valid_from, months)
    return {"@context": list(CONTEXTS)} | present(
        id=f"urn:uuid:{material.credential_id}",
        type=["VerifiableCredential", "OpenBadgeCredential"],
        name=title,
        description=in_language(content.description, language),
        issuer=render_profile(material.profile, language, material.base_url),
        validFrom=timestamp(material.valid_from),
        validUntil=None if expiry is None else timestamp(expiry),
        awardedDate=day(material.award.result.awarded_on),
        credentialSubject=_subject(material),
        evidence=_evidence(material),
        credentialSchema=[{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        credentialStatus=_status(material.entries),
    )


def _subject(material: Material) -> JsonObject:
    result, workload = material.award.result, material.version.content.workload
    return present(
        id=material.learner.holder_did,
        type=["AchievementSubject"],
        identifier=render_identifiers(material.learner, material.salt),
        activityStartDate=day(result.started_on),
        activityEndDate=day(result.ended_on),
        creditsEarned=number(workload.ects or workload.vet_credit_points),
        narrative=result.narrative,
        achievement=render_achievement(material),
        result=render_results(material),
    )


def _evidence(material: Material) -> list[JsonObject]:
    """Give the works that back the award, and the sealed twin of this badge, if there is one."""
    works = [
        present(
            id=item.url or f"urn:uuid:{material.credential_id}#evidence-{place}",
            type=["Evidence"],
            name=item.name,
            narrative=item.narrative,
        )
        for place, item in enumerate(material.award.result.evidence, start=1)
    ]
    return [*works, _twin(material)] if material.has_twin else works


def _twin(material: Material) -> JsonObject:
    # Open Badges has no member for the same award in another format; evidence it is.
    return {
        "id": twin_uri(material.credential_id),
        "type": ["Evidence"],
        "name": phrase("twin", material.language),
        "genre": "European Digital Credential",
    }


def twin_uri(credential_id: str) -> str:
    """Give the `id` of the European Digital Credential of the same award."""
    return f"urn:credential:{credential_id}"


def _status(entries: tuple[StatusListEntry, ...]) -> JsonObject | list[JsonObject]:
    """Write one entry as an object, as the OB schema wants; two, for suspension, as an array."""
    # Revocation first: some readers look at the first entry only.
    ordered = sorted(entries, key=lambda entry: entry.purpose is not StatusPurpose.REVOCATION)
    rendered = [
        {
            "id": f"{entry.list_url}#{entry.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": entry.purpose.value,
            "statusListIndex": str(entry.index),
            "statusListCredential": entry.list_url,
        }
        for entry in ordered
    ]
    return rendered[0] if len(rendered) == 1 else rendered


def months_later(moment: datetime, months: int) -> datetime:
    """Go calendar months ahead; the 31st becomes the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
