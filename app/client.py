"""For whom work is done: told once at the door, so that every queue behind it can be fair."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from app.rate_limits import client_address

NOBODY = ""
"""For work of our own."""
CLIENT: ContextVar[str] = ContextVar("client", default=NOBODY)
"""An IPv4 address, or an IPv6 customer's network."""


class KnownClient:
    """Note who is calling, for everything that is done because of the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        noted = CLIENT.set(client_address(HTTPConnection(scope)))
        try:
            await self._app(scope, receive, send)
        finally:
            CLIENT.reset(noted)
