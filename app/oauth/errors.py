"""Refusals as OAuth words them (RFC 6749, section 5.2; RFC 6750, section 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*"}
"""Wallets also run in browsers. Nothing here is answered because of a cookie."""


class OAuthError(Exception):
    """A refusal with one of the specifications' codes, and a sentence in ASCII for developers."""

    def __init__(
        self,
        error: str,
        description: str,
        *,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
        **members: Any,  # noqa: ANN401 - whatever JSON a specification adds
    ) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status
        self.headers = dict(headers or {})
        self.members = members


def install_oauth_errors(app: FastAPI) -> None:
    """Answer every OAuthError as its specification asks."""
    app.add_exception_handler(OAuthError, _on_oauth_error)


async def _on_oauth_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, OAuthError):
        raise error
    content = {
        "error": error.error,
        "error_description": _plain(error.description),
        **error.members,
    }
    headers = {**NEVER_KEPT, **FOR_EVERYBODY, **error.headers}
    return JSONResponse(content, error.status, headers)


def _plain(sentence: str) -> str:
    """Keep to what an error_description may hold: ASCII without quotes (RFC 6749, section 5.2)."""
    plain = sentence.replace('"', "'").replace("\\", "/")
    return plain.encode("ascii", "replace").decode()
