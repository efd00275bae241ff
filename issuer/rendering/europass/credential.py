"""An award as an unsealed European Digital Credential (VCDM 1.1, application profile EDC 1.2.0)."""

from __future__ import annotations

from contexts import JsonObject
from issuer.model.text import in_language
from issuer.rendering.europass.achievement import learning_achievement
from issuer.rendering.europass.concepts import written
from issuer.rendering.europass.display import display_parameter
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import local_day, moment, node
from issuer.rendering.europass.organisations import issuer
from issuer.rendering.members import present
from issuer.rendering.open_badge import months_later, twin_uri

CONTEXTS = (
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
)

_SCHEMAS = "http://data.europa.eu/snb/model/ap/"
_PROFILES = "http://data.europa.eu/snb/credential/25831c2"
_GENERIC = ("http://data.europa.eu/snb/credential/e34929035b", "edc-generic-full", "Generic")
_MANDATED = ("http://data.europa.eu/snb/credential/c_9a31f32a", "edc-issued-by-mandate", "Mandate")
_MANDATE_EVIDENCE = (
    "http://data.europa.eu/snb/evidence-type/c_18016257",
    "http://data.europa.eu/snb/evidence-type/25831c2",
)


def render(material: EuropassMaterial) -> JsonObject:
    """Render the credential with every field the programme and the award can fill."""
    profiles = [_GENERIC] if material.mandate is None else [_GENERIC, _MANDATED]
    issued = moment(material.valid_from, material.zone)
    expiry = _expiry(material)
    return {"@context": list(CONTEXTS)} | present(
        id=twin_uri(material.credential_id),
        type=["VerifiableCredential", "EuropeanDigitalCredential"],
        credentialSchema=[
            {"id": _SCHEMAS + schema, "type": "ShaclValidator2017"} for _, schema, _ in profiles
        ],
        credentialProfiles=[written(uri, _PROFILES, {"en": label}) for uri, _, label in profiles],
        # Both names of one moment: VCDM 1.1 reads the first, the application profile the second.
        issuanceDate=issued,
        issued=issued,
        validFrom=issued,
        expirationDate=expiry,
        validUntil=expiry,
        issuer=issuer(material),
        identifier=_identifiers(material),
        credentialSubject=_person(material),
        evidence=_mandate(material),
        displayParameter=display_parameter(material),
    )


def _expiry(material: EuropassMaterial) -> str | None:
    months = material.version.content.validity_months
    if months is None:
        return None
    return moment(months_later(material.valid_from, months), material.zone)


def _person(material: EuropassMaterial) -> JsonObject:
    """Write the learner: names in one language, for the shapes admit one name of each kind."""
    learner, language = material.learner, material.language
    return node(
        "person",
        1,
        "Person",
        fullName={language: " ".join(learner.name.split())},
        givenName={language: learner.given_name} if learner.given_name else {},
        familyName={language: learner.family_name} if learner.family_name else {},
        dateOfBirth=local_day(learner.date_of_birth, material.zone),
        hasClaim=learning_achievement(material),
    )


def _identifiers(material: EuropassMaterial) -> list[JsonObject]:
    """Name the twin badge, and where the status is told.

    Never `credentialStatus`: shapes and Europass' own reader disagree on its form.
    """
    named = (
        ("Open Badges 3.0", material.badge_id),
        ("Credential status", material.status_url),
        ("Credential suspension", material.suspension_url),
    )
    return [
        node("identifier", place, "Identifier", schemeName=scheme, notation=value)
        for place, (scheme, value) in enumerate(named, start=1)
        if value is not None
    ]


def _mandate(material: EuropassMaterial) -> list[JsonObject]:
    if material.mandate is None:
        return []
    uri, scheme = _MANDATE_EVIDENCE
    return [
        node(
            "evidence",
            1,
            "Evidence",
            dcType=written(uri, scheme, {"en": "Mandate", "sl": "Pooblastilo"}),
            evidenceStatement=material.mandate.statement
            or in_language(material.profile.name, material.language),
        )
    ]
