"""What the pictures for other people's pages say."""

from datetime import datetime
from urllib.parse import urlencode

from app.web.check_badge import BadgeWords, embedding
from app.web.languages import N_, Language
from app.web.views.standing import StandingView
from issuer.model.credential import Credential


def verify_words(language: Language) -> BadgeWords:
    """Invite to the verifier."""
    return BadgeWords(
        small=language.gettext(N_("Verify with")),
        large="Dokazilo",
        title=language.gettext(N_("Verify this credential with Dokazilo")),
    )


def standing_words(standing: StandingView, now: datetime, language: Language) -> BadgeWords:
    """Say how a credential stands, by its issuer's records; never whose it is."""
    title = language.gettext(N_("Digital credential: %(state)s")) % {"state": standing.word.lower()}
    described = language.gettext(
        N_("By the issuer's records, %(moment)s. Follow the link to check it.")
    )
    return BadgeWords(
        small=language.gettext(N_("Digital credential")),
        large=standing.word,
        title=title,
        description=described % {"moment": language.moment(now)},
    )


def unknown_words(language: Language) -> BadgeWords:
    """Say that there is no such credential here."""
    return BadgeWords(
        small=language.gettext(N_("Digital credential")),
        large=language.gettext(N_("Unknown")),
        title=language.gettext(N_("No such credential is known here")),
    )


def credential_embedding(credential: Credential, public_url: str, language: Language) -> str:
    """Write the HTML by which a learner shows a credential on a page of their own.

    The link leads to the verifier with the credential's address, so it tells that address.
    """
    document = f"{public_url}/c/{credential.page_token}.json"
    asked = urlencode({"url": document, "language": language.code})
    picture = f"{public_url}/credentials/{credential.id}/badge.svg?language={language.code}"
    alt = language.gettext(N_("Digital credential: check how it stands"))
    return embedding(picture=picture, link=f"{public_url}/verify?{asked}", alt=alt)
