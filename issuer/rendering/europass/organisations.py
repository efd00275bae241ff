"""Who issues and who awards: `Organisation` nodes."""

from __future__ import annotations

from contexts import JsonObject
from issuer.model.text import Text, in_language
from issuer.rendering.europass.concepts import concept
from issuer.rendering.europass.material import EuropassMaterial
from issuer.rendering.europass.nodes import node, web_resource, words
from issuer.value_rules import country_uri

_ISSUER, _AWARDING_BODY = 1, 2


def issuer(material: EuropassMaterial) -> JsonObject:
    """Write the issuer: whom the certificate names, for the seal is the issuer's identity.

    Where the school seals itself, issuer and awarding body are one node.
    """
    if material.mandate is None:
        return awarding_body(material)
    owner = material.owner
    return node(
        "org",
        _ISSUER,
        "Organisation",
        legalName={material.language: owner.legal_name},
        eIDASIdentifier=_eidas(_ISSUER, owner.organization_identifier, owner.country),
        location=location(_ISSUER, owner.country),
    )


def awarding_body(material: EuropassMaterial) -> JsonObject:
    """Write the school (Annex I, elements 3 and 4: awarding body and its country)."""
    profile = material.profile
    place = _ISSUER if material.mandate is None else _AWARDING_BODY
    return node(
        "org",
        place,
        "Organisation",
        legalName=words(profile.name, material.languages) or _any(profile.name),
        eIDASIdentifier=_eidas(place, profile.legal_identifier, profile.country),
        homepage=web_resource(f"org-{place}", profile.url),
        location=location(place, profile.country, profile.locality, material.language),
    )


def location(
    place: int | str, country: str, locality: str | None = None, language: str = "en"
) -> JsonObject:
    """Write where an organisation is; the country (ISO 3166-1 alpha-3) is compulsory."""
    return node(
        "location",
        place,
        "Location",
        address=node(
            "address",
            place,
            "Address",
            countryCode=concept("countries", country_uri(country)),
            fullAddress=_full_address(place, locality, language),
        ),
    )


def _full_address(place: int | str, locality: str | None, language: str) -> JsonObject:
    if not locality:
        return {}
    return node("note", f"address-{place}", "Note", noteLiteral={language: locality})


def _eidas(place: int, identifier: str | None, country: str) -> JsonObject:
    if identifier is None:
        return {}
    return node(
        "legalIdentifier",
        place,
        "LegalIdentifier",
        notation=identifier,
        spatial=concept("countries", country_uri(country)),
    )


def _any(text: Text) -> JsonObject:
    return {next(iter(text)): in_language(text, next(iter(text)))}
