"""The HTTP server: uvicorn, and what one connection may hold before it has asked anything."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path
from urllib.parse import urlsplit

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.clock import SystemClock
from app.keys.tls_certificate import tls_files
from app.lingering import LingeringTransport
from app.settings import Settings

WAITING_CONNECTIONS = 2048
"""Connections that the system keeps until we take them."""
_REQUEST_SECONDS = 30.0
"""For a whole request: the largest upload on a slow line, and no longer."""
_MOST_AFTER_REFUSAL = 64 * 1024 * 1024
"""Bytes of a body that is thrown away so that its refusal arrives."""
_MOST_AFTER_ERROR = 1024 * 1024
"""The same for what is no HTTP."""
_MOST_OPEN_FILES = 65_536


class PunctualConnection(H11Protocol):
    """HTTP/1.1 that closes a connection whose request does not arrive in time.

    uvicorn itself waits for ever, so a thousand silent connections would keep everybody else out.
    It parses with h11, because httptools keeps a head of any length and every pipelined request.
    """

    request_seconds = _REQUEST_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin to wait for the first request."""
        self._lingering = LingeringTransport(transport, self._may_come)
        super().connection_made(self._lingering)  # type: ignore[arg-type]  # behaves as one
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether more of the request is to come."""
        if self._lingering.lingers:
            self._lingering.throw_away(data)
            return
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_watching()
        self._lingering.hang_up()
        super().connection_lost(exc)

    def _may_come(self) -> int:
        """Give how much a client that was answered early may still send."""
        if self.conn.their_state is h11.ERROR:
            return _MOST_AFTER_ERROR
        # Who waits for our word before sending a body (RFC 9110, section 10.1.1) sends none now.
        waits = self.conn.they_are_waiting_for_100_continue
        return _MOST_AFTER_REFUSAL if self.conn.their_state is h11.SEND_BODY and not waits else 0

    def _watch(self) -> None:
        # Between two requests nothing is received: uvicorn's own keep-alive timer stands there.
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._stop_watching()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.request_seconds, self._lingering.hang_up)

    def _stop_watching(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def http_server(
    app: FastAPI, settings: Settings, *, connection: type[H11Protocol] = PunctualConnection
) -> uvicorn.Server:
    """Make the server for a socket that is bound already, with TLS where it is asked for."""
    certificate, private_key = _tls(settings) if settings.tls else (None, None)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=connection,
            ws="none",
            log_config=None,
            access_log=False,  # app.request_log writes a line without tokens
            server_header=False,
            backlog=WAITING_CONNECTIONS,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=list(settings.trusted_proxies),
            ssl_certfile=certificate,
            ssl_keyfile=private_key,
        )
    )


def _tls(settings: Settings) -> tuple[Path, Path]:
    host = urlsplit(settings.public_url).hostname or settings.host
    return tls_files(settings.var_dir / "tls", host, SystemClock().now())


def allow_many_connections() -> None:
    """Raise the number of open files to what the system allows: each connection is one."""
    present, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_OPEN_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_OPEN_FILES)
    if present != resource.RLIM_INFINITY and present < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
