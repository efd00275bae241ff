"""No request's body grows beyond what its route can use, or has two lengths."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problem_handlers import answer
from app.problem_kinds import PROBLEM_KINDS
from app.problems import ApiProblem

_LAST_ANSWER = {"Connection": "close"}


class BodyLimit:
    """Refuse a body above the limit before it is read, or while it is.

    Stands inside the exception handlers of `app.problem_handlers`, by way of `TooLarge`.
    """

    def __init__(self, app: ASGIApp, *, most_bytes: int, exceptions: Mapping[str, int]) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._exceptions = dict(exceptions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            await _two_lengths(Request(scope, receive))(scope, receive, send)
            return
        most = self._exceptions.get(scope["path"], self._most_bytes)
        announced = headers.get("content-length", "")
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            if announced.isdecimal() and int(announced) > most:
                raise too_large(most)
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise too_large(most)
            return message

        await self._app(scope, receive_limited, send)


def too_large(most: int) -> ApiProblem:
    """Say how much would have been read."""
    return ApiProblem(
        "TOO_LARGE",
        f"At most {most} bytes are read here. Send less at a time.",
        headers=_LAST_ANSWER,
    )


def _two_lengths(request: Request) -> Response:
    # RFC 9112, section 6.3: a proxy that reads the other length would see another request.
    sentence = "There are Transfer-Encoding and Content-Length. Send one of them."
    response = answer(request, PROBLEM_KINDS["BAD_REQUEST"], detail=sentence)
    response.headers.update(_LAST_ANSWER)
    return response
