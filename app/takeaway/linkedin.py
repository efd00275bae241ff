"""The link that adds a credential to its learner's LinkedIn profile: LinkedIn asks there first."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from app.claims.claim import Claim
from app.claims.sharing import ShareWish, share, shared_by
from app.db.share_links import ShareLink
from app.seals.material import zone_of
from app.services import Services
from issuer.model.award import Award
from issuer.model.credential import Credential
from issuer.model.organisation import Profile
from issuer.model.programme import ProgrammeContent
from issuer.model.text import in_language
from issuer.standing import valid_until

_ADD_TO_PROFILE = "https://www.linkedin.com/profile/add"
_LABEL = "LinkedIn"


def linkedin_url(
    credential: Credential, award: Award, content: ProgrammeContent, profile: Profile, page_url: str
) -> str:
    """Write the link; `page_url` is what LinkedIn shows whoever wants to see the credential."""
    awarded, ends = award.result.awarded_on, valid_until(credential)
    asked = {
        "startTask": "CERTIFICATION_NAME",
        "name": in_language(content.title, credential.language),
        "organizationName": in_language(profile.name, credential.language),
        "issueYear": awarded.year,
        "issueMonth": awarded.month,
    }
    if ends is not None:
        last = ends.astimezone(zone_of(profile))
        asked |= {"expirationYear": last.year, "expirationMonth": last.month}
    asked |= {"certUrl": page_url, "certId": credential.id}
    return f"{_ADD_TO_PROFILE}?{urlencode(asked, quote_via=quote)}"


def link_for_linkedin(services: Services, claim: Claim) -> ShareLink:
    """Give the learner's own link for LinkedIn, made once; they can end it like any other."""
    now = services.clock.now()
    for link in shared_by(services, claim):
        if link.label == _LABEL and link.is_open(now):
            return link
    return share(services, claim, ShareWish(label=_LABEL))
