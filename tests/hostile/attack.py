"""Starts the service in a process of its own, sends it one thing at a time, and sees the cost."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from tests.hostile.case import Json, Sent

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 6.0
"""Of processor time. What costs most is that a worker starts anew: a second on a quick machine."""
MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    summary: str
    """`outcome CODE` of the report's cause, or `status CODE` of the problem document."""
    document: Json
    """The report or the problem; empty when there was neither."""
    seconds: float
    """Of processor time: how busy the machine is says nothing of us."""


@dataclass(frozen=True, slots=True)
class Target:
    """The service under attack."""

    port: int
    process: psutil.Process
    client: httpx.Client

    def send(self, sent: bytes | Sent) -> Answered:
        """POST to /verify, and see what it costs."""
        if isinstance(sent, bytes):
            sent = Sent(sent)
        before = self.spent()
        response = self._whole(sent.body) if sent.is_whole_request else self._posted(sent)
        return _answered(response, self.spent() - before)

    def spent(self) -> float:
        """Give the seconds of processor time that the service and its workers have used so far."""
        workers = [_processor_seconds(each) for each in self.process.children(recursive=True)]
        return _processor_seconds(self.process) + sum(workers)

    def most_bytes(self) -> dict[str, int]:
        """Give the most memory that each process of the service has had, by its command."""
        processes = [self.process, *self.process.children(recursive=True)]
        return {f"{' '.join(p.cmdline()[1:3])} {p.pid}": _most_resident(p) for p in processes}

    def _posted(self, sent: Sent) -> httpx.Response:
        headers = {"Content-Type": sent.media_type, **sent.headers}
        return self.client.post("/verify", content=sent.body, headers=headers)

    def _whole(self, request: bytes) -> httpx.Response:
        with socket.create_connection(("127.0.0.1", self.port), timeout=90) as connection:
            connection.sendall(request)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        status = head.split(b" ")[1] if head else b"499"  # hung up without a word
        return httpx.Response(int(status), content=body)


@contextmanager
def under_attack(database: Path, certificate: Path, web_port: int) -> Iterator[Target]:
    """Run the service until the block ends."""
    arguments = [str(database), str(certificate), str(web_port)]
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "tests.hostile.service", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            port = int(program.stdout.readline()) if program.stdout else 0
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90) as client:
                yield Target(port, psutil.Process(program.pid), client)
        finally:
            program.terminate()
            program.wait(timeout=90)


def _answered(response: httpx.Response, seconds: float) -> Answered:
    try:
        document: Json = response.json()
    except ValueError:
        return Answered(str(response.status_code), {}, seconds)
    if response.status_code == httpx.codes.OK:
        cause = document["root_cause"]
        summary = f"{document['outcome']} {cause['code']}" if cause else document["outcome"]
        return Answered(summary, document, seconds)
    code = str(document["type"]).rpartition("/")[2]
    return Answered(f"{response.status_code} {code}", document, seconds)


def _processor_seconds(process: psutil.Process) -> float:
    """Give what a process has used, with what it has seen the end of."""
    try:
        return float(sum(process.cpu_times()[:4]))
    except psutil.NoSuchProcess:  # it ends just now: whoever started it counts it
        return 0.0


def _most_resident(process: psutil.Process) -> int:
    """Give the peak where the system remembers it (Linux), else what is resident now."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    except OSError:
        return int(process.memory_info().rss)
    peaks = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0].split()[1]) * 1024 if peaks else 0
