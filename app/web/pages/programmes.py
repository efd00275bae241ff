"""The page of a programme version; its address never changes and never goes away."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.web.badge_picture import badge_picture
from app.web.database_records import Records
from app.web.languages import language_of
from app.web.rendering import render
from app.web.views.addresses import programme_address
from app.web.views.programme import programme_view

router = APIRouter(include_in_schema=False)

_LARGEST_NUMBER = 1_000_000


@router.get("/programmes/{programme_id}")
def newest_version(programme_id: str, records: Records) -> RedirectResponse:
    """Send on to the newest published version."""
    number = records.newest_number(programme_id)
    return RedirectResponse(programme_address(programme_id, number), status_code=302)


@router.get("/programmes/{programme_id}/versions/{number:int}")
def version(
    request: Request,
    programme_id: str,
    number: Annotated[int, Path(ge=1, le=_LARGEST_NUMBER)],
    records: Records,
) -> HTMLResponse:
    """Show one published version; a retired one stays readable."""
    published = records.published_version(programme_id, number)
    view = programme_view(published, language_of(request))
    return render(request, "programme.html", programme=view)


@router.get("/programmes/{programme_id}/versions/{number:int}/badge.svg")
def picture(
    programme_id: str,
    number: Annotated[int, Path(ge=1, le=_LARGEST_NUMBER)],
    records: Records,
) -> Response:
    """Give the picture that badges of this version name; it never changes."""
    published = records.published_version(programme_id, number)
    return Response(
        badge_picture(published.version.content),
        media_type="image/svg+xml",
        headers={
            "Access-Control-Allow-Origin": "*",  # wallets and backpacks show it
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        },
    )
