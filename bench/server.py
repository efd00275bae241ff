"""Our own HTTP server as a school would run it, on loopback, for as long as it is measured."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from bench.machine import pinned_to
from bench.process import ContenderFailed
from bench.school import PUBLIC_URL
from contexts import Engine
from tests.app.serving import MASTER_KEY

_ROOT = Path(__file__).parents[1]
_SECONDS_TO_START = 60
_SECONDS_TO_ANSWER = 600
"""A file of a million rows is a long request."""
_SECONDS_TO_END = 20
_POLL = 0.05
_LOG = "server.log"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: psutil.Process
    folder: Path
    """Its own: for its key, its log, and what is asked of it."""

    def wait_until_ready(self) -> None:
        """Wait until it can work. Raises ContenderFailed with its log when it does not come up."""
        end = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < end and self.process.status() != psutil.STATUS_ZOMBIE:
            try:
                self.get("/readyz")
            except (ContenderFailed, OSError):
                time.sleep(_POLL)
            else:
                return
        log = (self.folder / _LOG).read_text()
        raise ContenderFailed(f"the server did not start: {log[-2000:]}")

    def get(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """Ask for a document. Raises ContenderFailed."""
        return self.send(path, None, headers or {})

    def post(self, path: str, body: object, key: str) -> Any:  # noqa: ANN401 - plain JSON
        """Send JSON with an API key, and give the answer. Raises ContenderFailed."""
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        return json.loads(self.send(path, json.dumps(body).encode(), headers))

    def send(self, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        """Send one request, a GET without body. Raises ContenderFailed."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS_TO_ANSWER) as answer:  # noqa: S310 - our own
                read: bytes = answer.read()
                return read
        except urllib.error.HTTPError as refused:
            raise ContenderFailed(f"{path}: {refused.code} {refused.read()[:500]!r}") from None

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the server and the worker processes it has now."""
        return sum(_cpu(each) for each in (self.process, *self.process.children(recursive=True)))

    @property
    def resident_bytes(self) -> int:
        """Memory of the server and its worker processes; what they share is counted once."""
        family = (self.process, *self.process.children(recursive=True))
        return sum(_shared_out(each) for each in family)


@contextmanager
def running_server(
    database_url: str, engine: Engine, *, core: int | None = None, **environment: str
) -> Iterator[Server]:
    """Start the service on a database that is ready; on one core, or on any for None.

    It starts while others do: whoever asks it first waits with `wait_until_ready`.
    """
    with TemporaryDirectory(prefix="dokazilo-bench-server-") as name:
        port, folder = _free_port(), Path(name)
        settings = {
            "PORT": str(port),
            "PUBLIC_URL": PUBLIC_URL,
            "DATABASE_URL": database_url,
            "VAR_DIR": name,
            "MASTER_KEY": MASTER_KEY,
            "ENGINE": engine.value,
            "DEMO": "0",
            "RATE_LIMITS": "0",
            "LOG_LEVEL": "warning",
            **environment,
        }
        with (folder / _LOG).open("w") as output, pinned_to(core):
            process = subprocess.Popen(
                [sys.executable, "-m", "app.run"],
                cwd=_ROOT,
                env=os.environ | settings,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Server(port, psutil.Process(process.pid), folder)
        finally:
            process.terminate()
            try:
                process.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _shared_out(process: psutil.Process) -> int:
    """Give what a process holds, with its part of what it shares; nothing once it has ended."""
    try:
        memory = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    return int(getattr(memory, "pss", memory.rss))


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
