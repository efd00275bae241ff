"""Runs the service with its demonstration on a real socket behind TLS, for wallets in Node."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from app.demo.story import Told, tell
from app.http_server import http_server
from app.keys.tls_certificate import CERTIFICATE
from app.main import create_app
from app.oid4vci.habits import Habit
from app.services import Services
from tests.app.serving import settings_for

_SECONDS_TO_START = 90


@dataclass(frozen=True)
class HttpsService:
    """A service that listens, and what its demonstration tells."""

    url: str
    certificate: Path
    """Whom to believe, as PEM."""
    services: Services
    told: Told
    client: httpx.Client
    app: FastAPI

    @contextmanager
    def tolerating(self, *habits: Habit) -> Iterator[None]:
        """Let older wallets' habits through for a while, as LEGACY_WALLETS does."""
        strict = self.services
        settings = strict.settings.model_copy(update={"legacy_wallets": frozenset(habits)})
        self.app.state.services = replace(strict, settings=settings)
        try:
            yield
        finally:
            self.app.state.services = strict

    def get(self, path: str) -> httpx.Response:
        """Fetch what anybody may."""
        return self.client.get(path)


@contextmanager
def serving_https(migrated: Path, folder: Path, **settings: Any) -> Iterator[HttpsService]:  # noqa: ANN401
    """Serve a copy of a migrated SQLite file at https://localhost, on a free port."""
    file = folder / "dokazilo.db"
    shutil.copyfile(migrated, file)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://localhost:{listener.getsockname()[1]}"
        given = settings_for(
            f"sqlite:///{file}", public_url=url, tls=True, var_dir=folder, **settings
        )
        app = create_app(given)
        server = http_server(app, given)
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listener]),))
        thread.start()
        try:
            until = time.monotonic() + _SECONDS_TO_START
            while not server.started:
                assert time.monotonic() < until, "the service does not start"
                time.sleep(0.01)
            services: Services = app.state.services
            certificate = folder / "tls" / CERTIFICATE
            tls = ssl.create_default_context(cafile=certificate)
            with httpx.Client(base_url=url, verify=tls, timeout=_SECONDS_TO_START) as client:
                yield HttpsService(url, certificate, services, tell(services), client, app)
        finally:
            server.should_exit = True
            thread.join()
