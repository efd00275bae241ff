"""Reading a form as OAuth asks: every parameter at most once, unknown ones ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from app.oauth.errors import OAuthError

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 50
_REPEATABLE = frozenset({"resource", "audience"})
"""RFC 8707, section 2. They are ignored here."""


async def read_form(request: Request) -> Mapping[str, str]:
    """Give the parameters of a form; empty ones count as absent (RFC 6749, section 3.2).

    Raises OAuthError invalid_request.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise OAuthError("invalid_request", f"Send a form: Content-Type: {FORM}.")
    try:
        text = (await request.body()).decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise OAuthError("invalid_request", "The form cannot be read.") from None
    return single_values(pairs)


def single_values(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Give parameters by name. Raises OAuthError invalid_request when one comes twice."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values and name not in _REPEATABLE:
            raise OAuthError("invalid_request", "A parameter is there more than once.")
        if "\0" in value:
            raise OAuthError("invalid_request", "A parameter holds the character U+0000.")
        values[name] = value
    return {name: value for name, value in values.items() if value}


def described_form(required: dict[str, str], optional: dict[str, str]) -> dict[str, Any]:
    """Describe a form for OpenAPI: parameter to description."""
    properties = {
        name: {"type": "string", "description": text}
        for name, text in (required | optional).items()
    }
    schema = {"type": "object", "required": list(required), "properties": properties}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


OAuthForm = Annotated[Mapping[str, str], Depends(read_form)]
