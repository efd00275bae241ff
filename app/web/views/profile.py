"""An issuing organisation as its page shows it."""

from dataclasses import dataclass

from app.web.languages import Language
from app.web.records import RegisterPage
from app.web.views.addresses import safe_link
from app.web.views.labels import country
from app.web.views.register import RegisterEntry, register_entries
from issuer.model.organisation import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """All that the page says, in one language."""

    slug: str
    name: str
    description: str
    url: str | None
    email: str | None
    place: str
    legal_identifier: str | None
    did: str
    entries: tuple[RegisterEntry, ...]
    total: int


def profile_view(profile: Profile, awarded: RegisterPage, language: Language) -> ProfileView:
    """Say a profile in one language."""
    places = (profile.locality, country(profile, language))
    return ProfileView(
        slug=profile.slug,
        name=language.text(profile.name),
        description=language.text(profile.description),
        url=safe_link(profile.url),
        email=profile.email,
        place=", ".join(place for place in places if place),
        legal_identifier=profile.legal_identifier,
        did=profile.did,
        entries=register_entries(awarded.entries, language),
        total=awarded.total,
    )
