"""Self-hosted assets: addresses that change with their content, so browsers may keep them."""

import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"
PREFIX = "/static"

_A_YEAR = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Give the address of a file below `static/`, marked with its content's digest."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()
    return f"{PREFIX}/{path}?v={digest[:12]}"


def static_files() -> ASGIApp:
    """Serve `static/`; what was asked for with a digest never changes and may be kept a year."""
    return _kept_when_versioned(StaticFiles(directory=STATIC))


def _kept_when_versioned(inner: ASGIApp) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        versioned = scope.get("query_string", b"").startswith(b"v=")

        async def send_with_age(message: Message) -> None:
            starts = message["type"] == "http.response.start"
            if versioned and starts and message["status"] == HTTPStatus.OK:
                MutableHeaders(scope=message)["Cache-Control"] = _A_YEAR
            await send(message)

        await inner(scope, receive, send_with_age)

    return app
