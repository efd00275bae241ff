"""A form is read as it arrives: fields, then the file, whatever pieces it comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.requests import Request

from app.batches.form_stream import read_form
from app.problems import ApiProblem

FIELD = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
FILE = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n{}\r\n'
END = "--x--\r\n"


def read(
    *parts: str, size: int = 7, content_type: str = "multipart/form-data; boundary=x"
) -> tuple[dict[str, str], bytes]:
    body = "".join(parts).encode()
    pieces = [body[start : start + size] for start in range(0, len(body), size)]

    async def whole() -> tuple[dict[str, str], bytes]:
        form = await read_form(_request(pieces, content_type))
        return form.fields, b"".join([piece async for piece in form.file])

    return asyncio.run(whole())


def _request(pieces: Sequence[bytes], content_type: str) -> Request:
    waiting = list(pieces)

    async def receive() -> dict[str, Any]:
        piece = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "headers": headers}, receive)


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_fields_and_file_come_in_any_pieces(size: int) -> None:
    content = "Ime;Ocena\r\n--y\r\nŠpela;5\r\n"
    fields, file = read(FIELD.format("programme", "č"), FILE.format(content), END, size=size)
    assert (fields, file.decode()) == ({"programme": "č"}, content)


@pytest.mark.parametrize(
    "parts",
    [
        (END,),
        (FIELD.format("programme", "1"), END),
        (FILE.format("a"),),
        (FILE.format("a"), FIELD.format("programme", "1"), END),
        (FIELD.format("mapping", "a" * 100_000), FILE.format("a"), END),
        (*(FIELD.format(f"f{number}", "1") for number in range(30)), FILE.format("a"), END),
        ("no form at all",),
    ],
)
def test_what_is_no_whole_form_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(ApiProblem) as refused:
        read(*parts, size=1000)
    assert refused.value.kind.code == "BAD_REQUEST"


def test_a_form_names_its_boundary() -> None:
    for content_type in ("multipart/form-data", f"multipart/form-data; boundary={'x' * 1000}"):
        with pytest.raises(ApiProblem):
            read(FILE.format("a"), END, content_type=content_type)
