"""The public register: a list, a search, filters; a plain form, so it works without JavaScript."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.database_records import Records
from app.web.languages import language_of
from app.web.records import RegisterSearch, Standing
from app.web.rendering import render
from app.web.views.register import register_view

router = APIRouter(include_in_schema=False)

_MOST_LETTERS = 200
_MOST_PAGES = 10_000
_PILOT = {"yes": True, "no": False}


@router.get("/register")
def register(  # noqa: PLR0913 - one argument for each field of the form
    request: Request,
    records: Records,
    *,
    q: str = "",
    level: str = "",
    field: str = "",
    provider: str = "",
    pilot: str = "",
    status: str = "",
    page: str = "1",
) -> HTMLResponse:
    """Show what fits; a value that the form does not offer asks for nothing."""
    search = RegisterSearch(
        words=q.strip()[:_MOST_LETTERS],
        sok_level=_number(level, most=10),
        field=field if field.isdecimal() and field.isascii() else None,
        provider=provider[:_MOST_LETTERS] or None,
        pilot=_PILOT.get(pilot),
        standing=Standing(status) if status in set(Standing) else None,
        page=_number(page, most=_MOST_PAGES) or 1,
    )
    view = register_view(records.register(search), search, language_of(request))
    return render(request, "register.html", register=view)


def _number(text: str, *, most: int) -> int | None:
    """Read a number from 1 to `most`; whatever else stands there is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    return int(text) if 1 <= int(text) <= most else None
