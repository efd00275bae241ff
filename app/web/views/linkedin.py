"""How a credential is added to a LinkedIn profile."""

from app.takeaway.linkedin import linkedin_url
from app.web.records import IssuedCredential


def linkedin_of(issued: IssuedCredential, page_url: str) -> str:
    """Write LinkedIn's link for a credential that is shown at an address of ours."""
    return linkedin_url(
        issued.credential,
        issued.award,
        issued.published.version.content,
        issued.published.profile,
        page_url,
    )
