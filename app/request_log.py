"""One line per request: a number, the route's template, status, time. No path, query or token."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("dokazilo.access")


class RequestLog:
    """Number each request, tell the number in X-Request-Id, and log how it went."""

    def __init__(self, app: ASGIApp, *, new_id: Callable[[], str]) -> None:
        self._app = app
        self._new_id = new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope["request_id"] = self._new_id()
        started = time.perf_counter()
        status = 0

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        try:
            await self._app(scope, receive, send_numbered)
        finally:
            milliseconds = (time.perf_counter() - started) * 1000
            LOG.info(
                "%s %s %d %.0f ms request=%s",
                scope["method"],
                route_template(scope),
                status,
                milliseconds,
                request_id,
            )


def route_template(scope: Scope) -> str:
    """Name the route as it was written, so that no token or id of a path is logged."""
    template: str = getattr(scope.get("route"), "path", "")
    return template or "(no route)"
