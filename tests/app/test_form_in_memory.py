"""Forms are read in memory; what is no form is refused, whatever is missing from it."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.types import Message

from app.form_in_memory import form_in_memory
from app.problems import ApiProblem

FORM = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\nA B\r\n--x--\r\n'


def read(content_type: str | None, body: bytes = FORM) -> dict[str, object]:
    headers = [] if content_type is None else [(b"content-type", content_type.encode())]

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def fields() -> dict[str, object]:
        request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
        async with form_in_memory(request, max_files=0, max_fields=2, most_bytes=100) as form:
            return dict(form)

    return asyncio.run(fields())


def test_a_form_is_read() -> None:
    assert read("multipart/form-data; boundary=x") == {"code": "A B"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (None, FORM),
        ("", FORM),
        ("application/x-www-form-urlencoded", b"code=1"),
        ("multipart/form-data", FORM),
        ("multipart/form-data; boundary=x", FORM[:40]),
        ("multipart/form-data; boundary=x", FORM.replace(b"A B", b"A" * 200)),
    ],
)
def test_what_is_no_form_is_refused(content_type: str | None, body: bytes) -> None:
    with pytest.raises(ApiProblem) as refused:
        read(content_type, body)
    assert refused.value.status_code == 400
