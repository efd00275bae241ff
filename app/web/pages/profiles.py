"""The page of an issuing organisation, and what it awards."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.database_records import Records
from app.web.languages import language_of
from app.web.records import RegisterSearch
from app.web.rendering import render
from app.web.views.profile import profile_view

router = APIRouter(include_in_schema=False)


@router.get("/profiles/{slug}")
def profile(request: Request, slug: str, records: Records) -> HTMLResponse:
    """Show who issues, under which identifier, and its newest programmes."""
    found = records.profile(slug)
    awarded = records.register(RegisterSearch(provider=slug))
    return render(
        request, "profile.html", profile=profile_view(found, awarded, language_of(request))
    )
