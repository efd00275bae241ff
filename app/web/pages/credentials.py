"""The learner's page, at an address that nobody can guess; whoever has it may read it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.services import services_of
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.rendering import render
from app.web.views.badges import credential_embedding
from app.web.views.credential import credential_view
from app.web.views.europass import europass_view

router = APIRouter(include_in_schema=False)

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@router.get("/c/{token}")
def credential(request: Request, token: str, records: Records) -> HTMLResponse:
    """Show the credential as it stands today."""
    services, language = services_of(request), language_of(request)
    issued = records.credential(token)
    view = credential_view(issued, services.clock.now(), language)
    public_url = services.settings.public_url
    return render(
        request,
        "credential.html",
        headers=PRIVATE,
        credential=view,
        public_url=public_url,
        europass=europass_view(
            issued, language, can_be_sent=bool(services.settings.europass_wallet_url)
        ),
        embedding=credential_embedding(issued.credential, public_url, language),
    )
