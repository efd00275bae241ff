"""Serves a database's Dokazilo at a port of this machine, for browsers and for other services."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import Any

import uvicorn

from app.main import create_app
from tests.app.logging_in import KnownCodes
from tests.app.serving import settings_for


@contextmanager
def served(file: Path, **settings: Any) -> Iterator[str]:  # noqa: ANN401 - whatever can be set
    """Serve an SQLite file's content; gives the address. Log-in codes are the known one."""
    listener = create_server(("127.0.0.1", 0))
    address = f"http://localhost:{listener.getsockname()[1]}"
    chosen = settings_for(f"sqlite:///{file}", public_url=address, **settings)
    app = create_app(chosen, ids=KnownCodes())
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
