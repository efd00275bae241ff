"""Runs the app in process, and calls it without a socket: `with serving(settings) as service`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from pydantic import SecretStr

from app.clock import Clock, RandomIds
from app.main import create_app
from app.services import Services
from app.settings import Settings
from contexts import engine_in_use

MASTER_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
T = TypeVar("T")
_JOURNALS = TemporaryDirectory(prefix="dokazilo-journals-")
"""Of erasures: each service its own, as if each were on a machine of its own."""
CLIENT = ("203.0.113.7", 4711)


@dataclass(frozen=True)
class Service:
    """A running app, called as a client would."""

    app: FastAPI
    _client: httpx.AsyncClient
    _portal: BlockingPortal

    @property
    def services(self) -> Services:
        """Give the parts of the running service."""
        services: Services = self.app.state.services
        return services

    @property
    def cookies(self) -> httpx.Cookies:
        """Give what the client keeps, as a browser does."""
        return self._client.cookies

    def call(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        **request: Any,  # noqa: ANN401 - what httpx takes
    ) -> httpx.Response:
        """Send one request; `key` goes into the Authorization header."""
        sent = dict(headers or {})
        if key is not None:
            sent["Authorization"] = f"Bearer {key}"

        async def send() -> httpx.Response:
            return await self._client.request(method, path, headers=sent, **request)

        return self._portal.call(send)

    def get(self, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401
        """GET."""
        return self.call("GET", path, **request)

    def post(self, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401
        """POST."""
        return self.call("POST", path, **request)

    def opened(self, context: AbstractAsyncContextManager[T]) -> AbstractContextManager[T]:
        """Open something else on the service's own event loop."""
        return self._portal.wrap_async_context_manager(context)


def settings_for(database_url: str, **changes: Any) -> Settings:  # noqa: ANN401
    """Give settings that read neither the environment nor files."""
    given: dict[str, Any] = {
        "database_url": SecretStr(database_url),
        "master_key": SecretStr(MASTER_KEY),
        "public_url": "http://localhost:8000",
        "rate_limits": False,
        "demo": False,
        "work": 0,
        "engine": engine_in_use(),
        "erasure_journal": Path(_JOURNALS.name) / f"{RandomIds().new_id()}.ndjson",
    }
    return Settings.load(env_file=None, **(given | changes))


@contextmanager
def serving(settings: Settings, *, clock: Clock | None = None) -> Iterator[Service]:
    """Start the app, give a client, stop the app."""
    app = create_app(settings, clock=clock)
    transport = httpx.ASGITransport(app=app, client=CLIENT)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.router.lifespan_context(app)),
    ):
        client = httpx.AsyncClient(transport=transport, base_url=settings.public_url)
        try:
            yield Service(app, client, portal)
        finally:
            portal.call(client.aclose)
