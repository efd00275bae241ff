"""A load generator: `python -m bench.load`, asked as bench.process says.

A few connections are kept open; each sends its next request as soon as it has its answer (a closed
loop), so the server is always busy and never drowned. Requests come from a file, one JSON line
each; every answer's status is looked at, and its body for a text that has to be in it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench.process import ContenderFailed

_LENGTH = b"content-length:"
_CHUNKED = b"transfer-encoding: chunked"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, and what has to come back."""

    port: int
    connections: int
    status: int
    holding: bytes
    """A text that is in every good answer."""


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Write one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def send_all(target: Target, requests: list[bytes]) -> list[float]:
    """Send every request, once; give the seconds each answer took. Raises ContenderFailed."""
    waiting = iter(requests)
    took: list[float] = []
    await asyncio.gather(*(_one_by_one(target, waiting, took) for _ in range(target.connections)))
    return took


async def _one_by_one(target: Target, waiting: Iterator[bytes], took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        for request in waiting:
            begun = time.perf_counter()
            writer.write(request)
            status, body = await read_answer(reader)
            took.append(time.perf_counter() - begun)
            if status != target.status or target.holding not in body:
                raise ContenderFailed(f"the server answered {status}: {body[:300]!r}")
    finally:
        writer.close()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one answer: its status and its body. Raises EOFError when it breaks off."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if _CHUNKED in head:
        return status, b"".join([piece async for piece in _pieces(reader)])
    _, found, rest = head.partition(_LENGTH)
    length = int(rest.partition(b"\r\n")[0]) if found else 0
    return status, await reader.readexactly(length)


async def _pieces(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int(await reader.readline(), 16):
        yield await reader.readexactly(size)
        await reader.readline()
    await reader.readline()


class Load:
    """The requests of each task, and how far they have been sent."""

    def __init__(self) -> None:
        self._left: dict[str, Iterator[bytes]] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Send `count` requests of a task. Raises ContenderFailed."""
        name = asked["task"]
        if name not in self._left:
            lines = Path(asked["requests"]).read_bytes().splitlines()
            self._left[name] = _requests(asked, lines)
        requests = list(islice(self._left[name], asked["count"]))
        if len(requests) < asked["count"]:
            raise ContenderFailed(f"{name}: there are no requests left")
        target = Target(
            port=asked["port"],
            connections=asked["connections"],
            status=asked["status"],
            holding=asked["holding"].encode(),
        )
        begun = time.perf_counter()
        took = sorted(asyncio.run(send_all(target, requests)))
        wall = time.perf_counter() - begun
        return {
            "count": len(took),
            "wall": wall,
            "half_within": took[len(took) // 2],
            "nearly_all_within": took[len(took) * 99 // 100],
        }


def _requests(asked: dict[str, Any], lines: list[bytes]) -> Iterator[bytes]:
    made = [request_bytes(asked["method"], asked["path"], asked["headers"], line) for line in lines]
    return cycle(made) if asked["again"] else iter(made)


def main() -> None:
    """Answer until standard input ends."""
    load = Load()
    for line in sys.stdin:
        try:
            answer = load.answer(json.loads(line))
        except (ContenderFailed, OSError, EOFError) as reason:
            answer = {"error": str(reason)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
