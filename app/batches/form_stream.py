"""Reads a multipart form (RFC 7578) as it arrives: first its fields, then its one file.

The file is handed on piece by piece; neither memory nor disk ever holds it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from app.problems import ApiProblem

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_MOST_FIELD_BYTES = 64 * 1024
_MOST_FIELDS = 20
_FILE = "file"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, and its file, which can be read once."""

    fields: dict[str, str]
    file: AsyncIterator[bytes]


async def read_form(request: Request) -> Form:
    """Read a form up to its file. Raises ApiProblem BAD_REQUEST, and so does reading the file."""
    parts = _Parts(request.headers.get("content-type", ""))
    events = _events(parts, request)
    fields: dict[str, str] = {}
    async for event in events:
        if isinstance(event, bytes):
            return Form(fields, _with_first(event, events))
        name, value = event
        fields[name] = value
        if len(fields) > _MOST_FIELDS:
            raise ApiProblem("BAD_REQUEST", "The form has too many fields.")
    raise ApiProblem("BAD_REQUEST", "Nothing was sent. Send a file in the field file.")


_Event = bytes | tuple[str, str]
"""A piece of the file, or a field."""


async def _events(parts: _Parts, request: Request) -> AsyncGenerator[_Event, None]:
    async for piece in request.stream():
        try:
            parts.parser.write(piece)
        except FormParserError as error:
            raise ApiProblem("BAD_REQUEST", "The form cannot be read. Send it again.") from error
        while parts.events:
            yield parts.events.popleft()
    if not parts.ended:  # what was cut off would be left out in silence
        raise ApiProblem("BAD_REQUEST", "The form stops before its end. Send it again.")


async def _with_first(first: bytes, events: AsyncGenerator[_Event, None]) -> AsyncIterator[bytes]:
    yield first
    async for event in events:
        if not isinstance(event, bytes):
            raise ApiProblem("BAD_REQUEST", "Send the other fields before the field file.")
        yield event


class _Parts:
    """Turns the parser's calls into events."""

    def __init__(self, content_type: str) -> None:
        boundary = parse_options_header(content_type)[1].get(b"boundary")
        if not boundary:
            raise ApiProblem("BAD_REQUEST", "The form's Content-Type names no boundary.")
        self.events: deque[_Event] = deque()
        self.ended = False
        self._header, self._value = b"", b""
        self._name, self._field = "", bytearray()
        try:
            self.parser = MultipartParser(boundary, self._callbacks())
        except FormParserError as error:
            raise ApiProblem("BAD_REQUEST", "The form's boundary is too long.") from error

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def _begin(self) -> None:
        self._name, self._field = "", bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            options = parse_options_header(self._value)[1]
            self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._header, self._value = b"", b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._name == _FILE:
            self.events.append(data[start:end])
            return
        self._field += data[start:end]
        if len(self._field) > _MOST_FIELD_BYTES:
            raise ApiProblem("BAD_REQUEST", f"The field {self._name[:40]} is too long.")

    def _end(self) -> None:
        if self._name != _FILE:
            self.events.append((self._name, self._field.decode("utf-8", "replace")))

    def _all(self) -> None:
        self.ended = True
