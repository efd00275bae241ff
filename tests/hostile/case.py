"""One hostile input: how it is made, and the one answer it has to get."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.fetching import Reason
from tests.hostile.web import HostileWeb

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes over the wire to POST /verify."""

    body: bytes
    media_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_whole_request: bool = False
    """The bytes are request line, headers and body: for what no HTTP client would send."""


Make = Callable[[HostileWeb], bytes | Sent]
"""Builds the input; the web is for inputs that name documents on an attacker's hosts."""


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile input."""

    make: Make
    expected: str
    """`outcome CODE` of the report's cause, or `status CODE` of the problem document."""
    reason: Reason | None = None
    """Why nothing was fetched, where the report says that."""


def fixed(body: bytes | str, expected: str) -> Case:
    """Make a case of bytes that need no construction."""
    data = body if isinstance(body, bytes) else body.encode()
    return Case(lambda _: data, expected)


def as_json(document: Json) -> bytes:
    """Write a document as a careful client would."""
    return json.dumps(document, ensure_ascii=False).encode()


def address(url: str) -> Sent:
    """Ask for what stands at an address."""
    return Sent(json.dumps({"url": url}).encode(), "application/json")
