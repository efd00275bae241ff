"""What a badge's European twin is rendered from, gathered from the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from app.db import awards, credentials, learners, profiles, programmes
from app.db.engine import Connection
from app.services import Services
from issuer.baking.own_picture import PictureRefused, own_picture
from issuer.europass_twin import Sealing, owner_of
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.credential import Credential, StatusPurpose
from issuer.model.organisation import Profile
from issuer.rendering.certificate.content import Award as AwardToShow
from issuer.rendering.certificate.content import Certificate, Logo, Look, certificate
from issuer.rendering.certificate.setting import certificate_pages
from issuer.rendering.europass.material import EuropassMaterial, Mandate, Picture
from issuer.rendering.open_badge import twin_uri
from issuer.rendering.phrases import SPOKEN
from issuer.standing import HOLDS, StandingAt, valid_until

_ZONES = {
    "SVN": "Europe/Ljubljana",
    "ITA": "Europe/Rome",
    "HUN": "Europe/Budapest",
    "HRV": "Europe/Zagreb",
    "AUT": "Europe/Vienna",
}
"""Where a day begins, by the profile's country; elsewhere in UTC."""
_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Records:
    """One issued badge with all that its award refers to."""

    credential: Credential
    award: Award
    learner: Learner
    version: ProgrammeVersion
    profile: Profile


def gathered_all(
    services: Services, connection: Connection, ids: Iterable[str]
) -> tuple[Records, ...]:
    """Load what credentials refer to; versions and profiles, which they share, once each."""
    versions: dict[str, ProgrammeVersion] = {}
    issuers: dict[str, Profile] = {}
    found = []
    for credential_id in ids:
        credential = credentials.by_id(connection, services.vault, credential_id)
        award = awards.get(
            connection,
            services.vault,
            credential.award_id,
            organisation_id=credential.organisation_id,
        )
        if award.version_id not in versions:
            versions[award.version_id] = programmes.by_id(connection, award.version_id)
        if credential.profile_id not in issuers:
            issuers[credential.profile_id] = profiles.by_id(connection, credential.profile_id)
        learner = learners.by_id(connection, services.vault, award.learner_id)
        version, profile = versions[award.version_id], issuers[credential.profile_id]
        found.append(Records(credential, award, learner, version, profile))
    return tuple(found)


def gathered(services: Services, connection: Connection, credential_id: str) -> Records:
    """Load a credential with what it refers to. Raises NotFound."""
    return gathered_all(services, connection, [credential_id])[0]


def twin_material(records: Records, sealing: Sealing, base_url: str) -> EuropassMaterial:
    """Gather the twin's material; the pictures are set here."""
    profile, credential = records.profile, records.credential
    mandate = sealing.set_up.mandate
    return EuropassMaterial(
        award=records.award,
        learner=records.learner,
        version=records.version,
        profile=profile,
        credential_id=credential.id,
        valid_from=credential.intended_at,
        base_url=base_url,
        owner=owner_of(sealing.signer, profile.country),
        pictures={each.language: _pictures(each) for each in certificates(records, base_url)},
        zone=zone_of(profile),
        badge_id=f"urn:uuid:{credential.id}",
        status_url=_place_in_list(credential, StatusPurpose.REVOCATION),
        suspension_url=_place_in_list(credential, StatusPurpose.SUSPENSION),
        mandate=None if mandate is None else Mandate(statement=mandate),
    )


def certificates(
    records: Records, base_url: str, standing: StandingAt = HOLDS
) -> tuple[Certificate, ...]:
    """Write the certificate in the award's language first, then in the programme's others.

    It says so when by its `standing` the credential does not hold.
    """
    credential, version = records.credential, records.version
    ends = valid_until(credential)
    shown = AwardToShow(
        learner=" ".join(records.learner.name.split()),
        result=records.award.result,
        credential_id=twin_uri(credential.id),
        verify_url=f"{base_url}/c/{credential.page_token}",
        valid_until=None if ends is None else ends.astimezone(zone_of(records.profile)).date(),
        standing=standing,
    )
    languages = sorted(
        (each for each in SPOKEN if version.content.title.get(each)),
        key=lambda language: language != credential.language,
    )
    look = look_of(records.profile)
    return tuple(
        certificate(version.content, records.profile, shown, language, look)
        for language in languages
    )


def _pictures(page: Certificate) -> tuple[Picture, ...]:
    return tuple(
        Picture(media_type=_PNG, content=content, description=page.spoken)
        for content in certificate_pages(page)
    )


def look_of(profile: Profile) -> Look:
    """Give the school's logo where it is at hand and can be shown: none is fetched."""
    try:
        logo = own_picture(profile.image or "")
    except PictureRefused:
        return Look()
    return Look(logo=Logo(format=logo.format, content=logo.content))


def zone_of(profile: Profile) -> tzinfo:
    """Say by which clock a school's days begin."""
    return ZoneInfo(_ZONES.get(profile.country, "UTC"))


def _place_in_list(credential: Credential, purpose: StatusPurpose) -> str | None:
    """Name the badge's own place in its list: one award has one truth."""
    places = (each for each in credential.entries if each.purpose is purpose)
    return next((f"{place.list_url}#{place.index}" for place in places), None)
