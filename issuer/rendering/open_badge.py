"""An award as an unsigned Open Badge 3.0 (AchievementCredential) under VCDM 2.0."""

from __future__ import annotations

import calendar
from datetime import datetime

from contexts import JsonObject
from issuer.model.credential import StatusListEntry, StatusPurpose
from issuer.rendering.frame import Frame, framed, render_frame
from issuer.rendering.identity import render_identifiers
from issuer.rendering.material import Material
from issuer.rendering.members import day, present, timestamp
from issuer.rendering.phrases import phrase
from issuer.rendering.results import render_results


def render(material: Material) -> JsonObject:
    """Render the badge with every field the programme and the award can fill."""
    frame = render_frame(material)
    return framed(frame, render_row(material, frame))


def render_row(material: Material, frame: Frame) -> JsonObject:
    """Render only what is this learner's: all that tells one badge in a frame from another."""
    return present(
        id=f"urn:uuid:{material.credential_id}",
        validFrom=timestamp(material.valid_from),
        validUntil=_expiry(material.valid_from, frame.validity_months),
        awardedDate=day(material.award.result.awarded_on),
        evidence=_evidence(material),
        credentialStatus=_status(material.entries),
    ) | {"credentialSubject": _subject(material, frame)}


def _subject(material: Material, frame: Frame) -> JsonObject:
    result = material.award.result
    return present(
        id=material.learner.holder_did,
        identifier=render_identifiers(material.learner, material.salt),
        activityStartDate=day(result.started_on),
        activityEndDate=day(result.ended_on),
        narrative=result.narrative,
        result=render_results(frame.measures, result),
    )


def _expiry(valid_from: datetime, months: int | None) -> str | None:
    return None if months is None else timestamp(months_later(valid_from, months))


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
