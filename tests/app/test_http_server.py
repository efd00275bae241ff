"""The HTTP server on a real socket: what strangers may hold open, and what honest callers get."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http_server import PunctualConnection, http_server
from tests.app.serving import settings_for

MEGABYTE = 1024 * 1024
SECONDS = 0.4
LONG = 30
"""Seconds within which whatever is to happen has happened, on the busiest machine."""
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class HastyConnection(PunctualConnection):
    """Waits less than the service does."""

    request_seconds = SECONDS


class LessHastyConnection(PunctualConnection):
    """Waits less too, but so long that a request comes in time however busy the machine is."""

    request_seconds = 5 * SECONDS


async def echo_length(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the number of bytes in the body."""
    if scope["type"] != "http":
        return
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    body = str(size).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body has come, as who is sent too much does."""
    del scope
    await receive()
    headers = [(b"content-length", b"9"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"too large"})


@contextmanager
def listening(
    connection: type[PunctualConnection], application: ASGIApp = echo_length
) -> Iterator[tuple[str, int]]:
    server: uvicorn.Server = http_server(
        application,  # type: ignore[arg-type]  # any ASGI application does
        settings_for("sqlite:///none.db"),
        connection=connection,
    )
    server.config.lifespan = "off"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listener]),))
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    with listening(PunctualConnection) as address:
        yield address


@pytest.fixture(scope="module")
def hasty() -> Iterator[tuple[str, int]]:
    with listening(HastyConnection) as address:
        yield address


@contextmanager
def connected(address: tuple[str, int]) -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=LONG) as connection:
        yield connection


def answer_to(connection: socket.socket, request: bytes) -> bytes:
    """Send, and read up to the body: one figure."""
    connection.sendall(request)
    answer = b""
    while not answer.partition(b"\r\n\r\n")[2]:
        piece = connection.recv(65536)
        assert piece, "closed"
        answer += piece
    return answer


def everything_from(connection: socket.socket) -> bytes:
    """Read until the server closes; a reset is a close too."""
    pieces = []
    try:
        while piece := connection.recv(65536):
            pieces.append(piece)
    except ConnectionError:
        pass
    return b"".join(pieces)


def push(connection: socket.socket, piece: bytes, times: int) -> bool:
    """Send again and again; tell whether all of it was taken."""
    try:
        for _ in range(times):
            connection.sendall(piece)
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET /",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
    ],
    ids=["address", "header", "chunk-extension", "trailer"],
)
def test_a_head_without_end_is_cut_off(address: tuple[str, int], beginning: bytes) -> None:
    with connected(address) as stranger:
        stranger.sendall(beginning)
        assert not push(stranger, b"a" * MEGABYTE, 64)
    with connected(address) as honest:
        assert answer_to(honest, ASK).startswith(b"HTTP/1.1 200 ")


def test_requests_in_a_row_are_not_all_kept(address: tuple[str, int]) -> None:
    process = psutil.Process()
    with connected(address) as stranger:
        stranger.settimeout(1)
        before = process.memory_info().rss
        push(stranger, ASK * 1000, 1000)
        assert process.memory_info().rss - before < 32 * MEGABYTE
    with connected(address) as honest:
        assert answer_to(honest, ASK).startswith(b"HTTP/1.1 200 ")


def test_requests_in_a_row_are_answered_in_a_row(address: tuple[str, int]) -> None:
    with connected(address) as honest:
        honest.sendall(ASK * 20 + ASK.replace(b"Host: a", b"Host: a\r\nConnection: close"))
        assert everything_from(honest).count(b"HTTP/1.1 200 ") == 21


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET / HT",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1234",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n",
    ],
    ids=["silent", "half a head", "half a body", "no last chunk"],
)
def test_a_request_that_does_not_arrive_is_given_up(
    hasty: tuple[str, int], beginning: bytes
) -> None:
    began = time.monotonic()
    with connected(hasty) as stranger:
        stranger.sendall(beginning)
        assert everything_from(stranger) == b""
        assert time.monotonic() - began > SECONDS * 0.9


def test_a_byte_now_and_then_does_not_win_time(hasty: tuple[str, int]) -> None:
    with connected(hasty) as stranger:
        stranger.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
        began = time.monotonic()
        while push(stranger, b"a", 1):
            time.sleep(SECONDS / 8)
            assert time.monotonic() - began < LONG


def test_who_asks_in_time_keeps_the_connection() -> None:
    """Its time begins with each request, and none passes between two."""
    with listening(LessHastyConnection) as address, connected(address) as honest:
        for pause in (LessHastyConnection.request_seconds * 1.1, 0):
            honest.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12")
            time.sleep(SECONDS / 4)
            assert answer_to(honest, b"34").endswith(b"4")
            time.sleep(pause)


@pytest.mark.parametrize("megabytes", [1, 8, 32])
def test_an_early_refusal_arrives_though_the_body_is_still_being_sent(megabytes: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (megabytes * MEGABYTE)
    with listening(PunctualConnection, refuse) as address, connected(address) as honest:
        honest.sendall(head)
        assert push(honest, b"a" * MEGABYTE, megabytes)
        assert everything_from(honest).endswith(b"\r\n\r\ntoo large")


def test_who_never_ends_is_hung_up_on() -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    with listening(PunctualConnection, refuse) as address, connected(address) as stranger:
        stranger.sendall(head)
        assert not push(stranger, b"100000\r\n" + b"a" * MEGABYTE + b"\r\n", 200)


def test_who_is_refused_and_says_nothing_more_is_hung_up_on() -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n123"
    with listening(HastyConnection, refuse) as address, connected(address) as stranger:
        stranger.sendall(head)
        began = time.monotonic()
        assert everything_from(stranger).endswith(b"too large")
        while push(stranger, b"4", 1):
            time.sleep(SECONDS / 8)
            assert time.monotonic() - began < LONG
