"""From the learner's page to LinkedIn, with a link that the learner can end."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse

from app.claims.opening import opened_in_full
from app.services import services_of
from app.takeaway.linkedin import link_for_linkedin
from app.web.database_records import Records
from app.web.pages.credentials import PRIVATE
from app.web.views.linkedin import linkedin_of

router = APIRouter(include_in_schema=False)


@router.get("/claim/{token}/linkedin")
def add_to_linkedin(request: Request, token: str, records: Records) -> RedirectResponse:
    """Lead to LinkedIn's own form, filled in; what is shown there leads to a link of its own.

    It is no form of ours, for a browser follows none that ends at another site (CSP, form-action);
    asked again, it gives the same link.
    """
    services = services_of(request)
    claim = opened_in_full(services, token).claim
    link = link_for_linkedin(services, claim)
    page_url = f"{services.settings.public_url}/s/{link.token}"
    url = linkedin_of(records.claimed(claim.credential_id), page_url)
    return RedirectResponse(url, status_code=303, headers=PRIVATE)
