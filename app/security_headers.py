"""Headers that tell browsers to trust nothing but us."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_TWO_YEARS = 63_072_000

_API = "/api/"
"""Its answers hold learners' data and new keys, and caches know only Authorization for a secret."""


class SecurityHeaders:
    """Add the headers to every answer; a route that set one of them itself keeps its own."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        always = dict(_ALWAYS)
        if https:
            always["Strict-Transport-Security"] = f"max-age={_TWO_YEARS}"
        self._always = [_written(name, value) for name, value in always.items()]
        self._of_the_api = [_written("Cache-Control", "no-store"), *self._always]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                named = {name.lower() for name, _ in own}
                ours = self._of_the_api if scope["path"].startswith(_API) else self._always
                message["headers"] = own + [each for each in ours if each[0] not in named]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _written(name: str, value: str) -> tuple[bytes, bytes]:
    """Write a header as ASGI takes it."""
    return name.lower().encode("ascii"), value.encode("ascii")
