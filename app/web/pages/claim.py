"""The learner's own page of a credential: see it, take it away. Whoever has the link, has it."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.claims.claiming import note_claimed
from app.claims.opening import opened, opened_in_full
from app.claims.sharing import shared_by
from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from app.web.views.badges import credential_embedding
from app.web.views.claim import claim_view
from app.web.views.credential import credential_view
from app.web.views.europass import europass_view
from app.web.views.sharing import sharing_view

router = APIRouter(include_in_schema=False)

Ending = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9.-]{0,30}$")]


@router.get("/claim/{token}")
def claim_page(request: Request, token: str, records: Records) -> HTMLResponse:
    """Show the learner what they have achieved, and what they can do with it."""
    services, language = services_of(request), language_of(request)
    found, now = opened(services, token), services.clock.now()
    issued = records.claimed(found.claim.credential_id)
    public_url = services.settings.public_url
    links = shared_by(services, found.claim)
    return render(
        request,
        "claim.html",
        headers=PRIVATE,
        claim=claim_view(found, language),
        credential=credential_view(issued, now, language),
        sharing=sharing_view(links, now, language, public_url=public_url),
        public_url=public_url,
        europass=europass_view(
            issued, language, can_be_sent=bool(services.settings.europass_wallet_url)
        ),
        embedding=credential_embedding(issued.credential, public_url, language),
    )


@router.get("/claim/{token}/take.{ending}")
def take(request: Request, token: str, ending: Ending, records: Records) -> RedirectResponse:
    """Note that the learner takes the credential away, and lead to the file."""
    services = services_of(request)
    claim = opened_in_full(services, token).claim
    page_token = records.claimed(claim.credential_id).credential.page_token
    if claim.claimed_at is None:
        with services.database.write() as connection:
            note_claimed(connection, services, claim.credential_id)
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/c/{page_token}.{ending}{asked}", status_code=303, headers=PRIVATE)
