"""Who answers for the quality: `Accreditation` nodes (Annex I, element 11)."""

from __future__ import annotations

from contexts import JsonObject
from issuer.model.text import in_language
from issuer.rendering.europass.concepts import concept
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import local_day, node, words
from issuer.rendering.europass.organisations import location
from issuer.rendering.phrases import phrase

_PROGRAMME_QUALITY = "http://data.europa.eu/snb/accreditation/820101cba6"


def accreditations(material: EuropassMaterial) -> list[JsonObject]:
    """Write the programme's quality assurance, by whom and under which number."""
    quality, languages = material.version.content.quality_assurance, material.languages
    if quality is None:
        return []
    body = words(quality.body, languages) or words(material.profile.name, languages)
    return [
        node(
            "accreditation",
            1,
            "Accreditation",
            title={
                each: f"{phrase('quality', each)}: {phrase(quality.kind.value, each)}"
                for each in languages
            },
            dcType=concept("accreditation-types", _PROGRAMME_QUALITY),
            accreditingAgent=node(
                "org",
                "quality",
                "Organisation",
                legalName=body,
                location=location("quality", material.profile.country),
            ),
            identifier=_reference(quality.reference, in_language(quality.body, material.language)),
            expiryDate=local_day(quality.valid_until, material.zone),
        )
    ]


def _reference(number: str | None, body: str) -> JsonObject:
    if number is None:
        return {}
    return node("identifier", "quality", "Identifier", notation=number, schemeName=body)
