"""No request's body grows beyond what its route can use, announced or streamed."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import ApiProblem


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
        most = self._exceptions.get(scope["path"], self._most_bytes)
        announced = Headers(scope=scope).get("content-length", "")
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
        headers={"Connection": "close"},
    )
