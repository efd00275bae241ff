"""Fingerprints of requests: what is asked counts, not how it is written."""

from __future__ import annotations

import pytest

from app.repeating import fingerprint

ASKED = fingerprint("POST", "/api/v1/credentials", b'{"a": 1, "b": [1, 2]}')


@pytest.mark.parametrize("body", [b'{"b":[1,2],"a":1}', b'{\n  "a": 1,\n  "b": [1, 2]\n}'])
def test_the_same_is_asked(body: bytes) -> None:
    assert fingerprint("POST", "/api/v1/credentials", body) == ASKED


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/v1/credentials", b'{"a": 1, "b": [2, 1]}'),
        ("POST", "/api/v1/credentials", b'{"a": 1.5, "b": [1, 2]}'),
        ("POST", "/api/v1/awards", b'{"a": 1, "b": [1, 2]}'),
        ("PUT", "/api/v1/credentials", b'{"a": 1, "b": [1, 2]}'),
        ("POST", "/api/v1/credentials", b"{"),
        ("POST", "/api/v1/credentials", b"[" * 100_000),
        ("POST", "/api/v1/credentials", b"\xff"),
    ],
)
def test_something_else_is_asked(method: str, path: str, body: bytes) -> None:
    assert fingerprint(method, path, body) != ASKED
