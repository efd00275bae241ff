"""Answers with a file of a learner's, for whoever has the link of their page."""

from __future__ import annotations

from typing import Annotated
from unicodedata import normalize
from urllib.parse import quote

from fastapi import Path
from starlette.responses import Response

from app.http.openapi import Responses

PageToken = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{16,128}$")]

_NEAREST = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss"})
"""For what is no letter with a mark, which Unicode takes off by itself."""
_NAMELESS = "micro-credential"
"""For names in letters that have none near."""
FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*"}
_FOR_WHO_HAS_THE_LINK = {
    **FOR_EVERYBODY,
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


def file_of(description: str, *media_types: str) -> Responses:
    """Describe a file for the `responses` of a route."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": description, "content": dict.fromkeys(media_types, schema)}}


def download(body: bytes, media_type: str, filename: str) -> Response:
    """Answer with a file to be saved under a name, which nobody else keeps."""
    headers = {
        **_FOR_WHO_HAS_THE_LINK,
        "Content-Disposition": _disposition(filename),
        "Vary": "Accept",
    }
    return Response(body, headers=headers, media_type=media_type)


def _disposition(filename: str) -> str:
    if filename.isascii():
        return f'attachment; filename="{filename}"'
    # Letters beyond ASCII have a form of their own (RFC 6266, section 5).
    named = quote(filename, safe="")
    return f"attachment; filename=\"{_in_ascii(filename)}\"; filename*=UTF-8''{named}"


def _in_ascii(filename: str) -> str:
    """Write a name with the nearest letters, for programs that know no others."""
    stem, dot, ending = filename.rpartition(".")
    plain = normalize("NFKD", stem.translate(_NEAREST)).encode("ascii", "ignore").decode()
    return f"{plain if any(map(str.isalnum, plain)) else _NAMELESS}{dot}{ending}"
