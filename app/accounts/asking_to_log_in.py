"""Where a request goes that needs somebody logged in: to the log-in page, and back after it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

AFTERWARDS = "/me"
"""Where somebody goes who logs in without having asked for anything."""


class LoginNeeded(Exception):
    """Nobody is logged in, and the page is somebody's own."""


async def ask_to_log_in(request: Request, _needed: Exception) -> Response:
    """Lead to the log-in page. What was posted is lost, so a form leads to the account's page."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    then = here if request.method == "GET" else AFTERWARDS
    answer = RedirectResponse(f"/login?{urlencode({'then': then})}", status_code=303)
    answer.headers["Cache-Control"] = "no-store"
    return answer
