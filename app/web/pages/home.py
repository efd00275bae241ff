"""The front page: what this is, and the way in for each kind of visitor."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.database_records import Records
from app.web.languages import language_of
from app.web.records import RegisterSearch, Standing
from app.web.rendering import render
from app.web.seal import seal
from app.web.views.register import register_entries

router = APIRouter(include_in_schema=False)

_NEWEST = 3
_ALL_LEVELS = 10


@router.get("/")
def home(request: Request, records: Records) -> HTMLResponse:
    """Show the front page with the newest programmes."""
    found = records.register(RegisterSearch(standing=Standing.OPEN))
    newest = register_entries(found.entries[:_NEWEST], language_of(request))
    return render(
        request,
        "home.html",
        newest=newest,
        total=found.total,
        more=found.more,
        hero_seal=seal("Dokazilo", level=_ALL_LEVELS, prefix="hero"),
    )
