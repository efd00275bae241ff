"""The last net: whatever nobody expected becomes a problem document, and a line in the log."""

from __future__ import annotations

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.db.engine import DatabaseUnavailable
from app.problem_handlers import answer, log_failure
from app.problem_kinds import PROBLEM_KINDS

_SECONDS_TO_MEND = "5"


class UnexpectedErrors:
    """Answer 500 without a word of the inside; the request's number leads to the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except ClientDisconnect:
            return  # whoever asked has left: there is nobody to answer, and nothing failed
        except Exception as error:  # noqa: BLE001 - the one place that catches everything
            log_failure(error, scope.get("request_id", ""))
            if not has_begun:
                await _answer(Request(scope, receive), error)(scope, receive, send)


def _answer(request: Request, error: Exception) -> Response:
    if not isinstance(error, DatabaseUnavailable):
        return answer(request, PROBLEM_KINDS["INTERNAL_ERROR"])
    response = answer(request, PROBLEM_KINDS["NOT_READY"])
    response.headers["Retry-After"] = _SECONDS_TO_MEND
    return response
