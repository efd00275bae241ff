"""The issuing organisation as an Open Badges 3.0 Profile (section B.1.17)."""

from __future__ import annotations

from contexts import Concept, JsonObject, vocabulary
from issuer.model.organisation import Profile
from issuer.model.text import in_language
from issuer.rendering.members import present
from issuer.rendering.phrases import concept_label
from issuer.value_rules import country_uri


def render_profile(profile: Profile, language: str, base_url: str) -> JsonObject:
    """Render the issuer; always an object with its type, as the 1EdTech validator wants."""
    return present(
        id=profile.did,
        type=["Profile"],
        name=in_language(profile.name, language),
        url=profile.url,
        description=in_language(profile.description, language),
        email=profile.email,
        image=render_image(profile.image, base_url),
        address=present(
            type=["Address"],
            addressCountry=country_name(profile.country, language),
            addressCountryCode=country_code(profile.country),
            addressLocality=profile.locality,
        ),
        otherIdentifier=_identifiers(profile),
    )


def render_image(source: str | None, base_url: str, caption: str | None = None) -> JsonObject:
    """Render a picture, given as a data: URL, an absolute URL or a path; {} when there is none."""
    if source is None:
        return {}
    absolute = source if ":" in source.split("/", 1)[0] else f"{base_url}/{source.lstrip('/')}"
    return present(id=absolute, type="Image", caption=caption)


def country_code(alpha_3: str) -> str:
    """Give the ISO 3166-1 alpha-2 code that Open Badges wants. Raises KeyError for no country."""
    return _country(alpha_3).notation or alpha_3


def country_name(alpha_3: str, language: str) -> str:
    """Name a country in a language. Raises KeyError for no country."""
    return concept_label(_country(alpha_3).labels, language)


def _country(alpha_3: str) -> Concept:
    return vocabulary("countries")[country_uri(alpha_3)]


def _identifiers(profile: Profile) -> list[JsonObject]:
    if profile.legal_identifier is None:
        return []
    return [
        {
            "type": "IdentifierEntry",
            "identifier": profile.legal_identifier,
            "identifierType": "identifier",
        }
    ]
