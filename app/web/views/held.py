"""A credential as one entry of its learner's own page."""

from dataclasses import dataclass
from datetime import datetime

from app.claims.claim import Claim
from app.web.languages import Language
from app.web.records import IssuedCredential
from app.web.views.standing import StandingView, standing_view


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """What an entry says."""

    credential_id: str
    title: str
    learner: str
    issuer: str
    issued_on: str
    standing: StandingView
    page: str
    """Where the learner's own page is."""
    files: str
    """Path of the credential as files, without the ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramView:
    """A program that the learner has allowed something."""

    grant_id: str
    name: str
    meanings: tuple[str, ...]


def held_view(
    issued: IssuedCredential, now: datetime, language: Language, claim: Claim | None = None
) -> HeldView:
    """Say an issued credential in one entry."""
    credential, published = issued.credential, issued.published
    public_page = f"/c/{credential.page_token}"
    return HeldView(
        credential_id=credential.id,
        title=language.text(published.version.content.title),
        learner=issued.learner.name,
        issuer=language.text(published.profile.name),
        issued_on=language.date(credential.issued_at) if credential.issued_at else "",
        standing=standing_view(credential, now, language),
        page=f"/claim/{claim.token}" if claim and claim.is_open(now) else public_page,
        files=public_page,
    )
