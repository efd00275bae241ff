"""The fields of a wallet's form, each once: `application/x-www-form-urlencoded`."""

from __future__ import annotations

from urllib.parse import parse_qsl

from app.oid4vp.response import BadResponse

MOST_FIELDS = 20


def form_fields(body: bytes) -> dict[str, str]:
    """Read a form's body. Raises BadResponse."""
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise BadResponse("The body is no form of a few fields, encoded as UTF-8.") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadResponse("A parameter is there twice.")
    return fields
