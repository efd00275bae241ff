"""Serves a database's Dokazilo at a port of this machine, for browsers and for other services."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server, socket
from typing import Any

import uvicorn

from app.clock import Clock
from app.main import create_app
from tests.app.logging_in import KnownCodes
from tests.app.serving import settings_for


def free_port() -> socket:
    """Listen at a port that nobody has."""
    return create_server(("127.0.0.1", 0))


def address_of(listener: socket) -> str:
    """Give the address that a service at this port is known by."""
    return f"http://localhost:{listener.getsockname()[1]}"


@contextmanager
def served(
    file: Path,
    *,
    at: socket | None = None,
    clock: Clock | None = None,
    **settings: Any,  # noqa: ANN401 - whatever can be set
) -> Iterator[str]:
    """Serve an SQLite file's content; gives the address. Log-in codes are the known one."""
    listener = at or free_port()
    address = address_of(listener)
    chosen = settings_for(f"sqlite:///{file}", public_url=address, **settings)
    app = create_app(chosen, clock=clock, ids=KnownCodes())
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join()
