"""The load generator sends whole requests, reads whole answers, and does not count bad ones."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bench.load import Load, Target, read_answer, request_bytes, send_all
from bench.process import ContenderFailed


def read(*pieces: bytes) -> tuple[int, bytes]:
    async def feed() -> tuple[int, bytes]:
        reader = asyncio.StreamReader()
        for piece in pieces:
            reader.feed_data(piece)
        reader.feed_eof()
        return await read_answer(reader)

    return asyncio.run(feed())


def test_a_request_is_whole() -> None:
    sent = request_bytes("POST", "/verify", {"Accept": "application/json"}, "č".encode())
    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /verify HTTP/1.1",
        b"Host: localhost",
        b"Content-Length: 2",
        b"Accept: application/json",
    ]
    assert body == "č".encode()


def test_an_answer_of_known_length_is_read_to_its_end() -> None:
    head = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nX: y\r\n\r\n"
    assert read(head, b"abcd", b"HTTP/1.1 200") == (201, b"abcd")


def test_an_answer_in_pieces_is_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert read(head, b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == (200, b"abcde")


def test_an_answer_without_body_is_one() -> None:
    assert read(b"HTTP/1.1 304 Not Modified\r\n\r\n") == (304, b"")


def test_an_answer_that_breaks_off_is_none() -> None:
    with pytest.raises(EOFError):
        read(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"abc")


async def answering(answers: list[bytes], target_of: list[int]) -> asyncio.Server:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            try:
                await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            body = answers.pop(0)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    target_of.append(server.sockets[0].getsockname()[1])
    return server


def sent(answers: list[bytes], connections: int) -> list[float]:
    async def run() -> list[float]:
        ports: list[int] = []
        requests = [request_bytes("GET", "/", {}, b"")] * len(answers)
        async with await answering(answers, ports):
            target = Target(ports[0], connections, status=200, holding=b"passed")
            return await send_all(target, requests)

    return asyncio.run(run())


@pytest.mark.enable_socket
def test_every_request_is_sent_once() -> None:
    answers = [b"passed %d" % number for number in range(7)]
    assert len(sent(answers, connections=3)) == 7
    assert answers == []


@pytest.mark.enable_socket
def test_a_wrong_answer_stops_the_load() -> None:
    with pytest.raises(ContenderFailed, match="failed"):
        sent([b"passed", b"failed"], connections=1)


def test_requests_that_may_not_be_repeated_run_out(tmp_path: Path) -> None:
    file = tmp_path / "requests.ndjson"
    file.write_text(json.dumps({"number": 1}) + "\n", encoding="utf-8")
    asked = {
        "task": "issue",
        "count": 2,
        "requests": str(file),
        "method": "POST",
        "path": "/",
        "headers": {},
        "again": False,
    }
    with pytest.raises(ContenderFailed, match="no requests left"):
        Load().answer(asked)
