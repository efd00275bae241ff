"""The language switch: a cookie, and back to where the reader was."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from app.web.languages import COOKIE, LANGUAGES

router = APIRouter(include_in_schema=False)

_A_YEAR = 365 * 24 * 60 * 60
_LONGEST = 2000


@router.get("/language/{code}")
def switch(request: Request, code: str, next: str = "/") -> RedirectResponse:  # noqa: A002 - as in the link
    """Remember the language and go back."""
    if code not in LANGUAGES:
        raise HTTPException(404)
    answer = RedirectResponse(own_path(next), status_code=303)
    answer.set_cookie(
        COOKIE,
        code,
        max_age=_A_YEAR,
        path="/",
        secure=request.app.state.settings.public_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    return answer


def own_path(wanted: str) -> str:
    """Give the path when it is one of this host, else the front page.

    Browsers take two slashes, a slash with a backslash, and tabs in between for another host.
    """
    printable = all(" " < character < "\x7f" for character in wanted)
    ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if ours and printable and len(wanted) <= _LONGEST else "/"
