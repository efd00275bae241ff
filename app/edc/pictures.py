"""The pictures a certificate is shown by, as data URLs that hold nothing but a picture.

What stands in a stranger's document is called a picture only when its bytes are one: PNG or JPEG,
opened by header alone, small enough for any browser to show. It may say anything, so it is shown
as the document's own, away from the verdict.
"""

import base64
import binascii
import hashlib
import re

from app.edc.nodes import Nodes
from contexts import JsonObject
from verifier.containers.pictures import header_of
from verifier.edc.graph import Node

_MOST = 12
_PAGE = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_MOST_CHARACTERS = 2_000_000
_MOST_SIDE = 8000
_MOST_PIXELS = 24_000_000


def pictures_json(nodes: Nodes, display: Node | None) -> list[JsonObject]:
    """Write the pictures in the document's order; what is none is left out."""
    found: list[JsonObject] = []
    for shown in nodes.at(display, "individualDisplay"):
        language = nodes.first(shown, "language")
        for detail in nodes.at(shown, "displayDetail"):
            image = nodes.first(detail, "image")
            content = _content(image)
            if content is None or len(found) >= _MOST:
                continue
            found.append(
                {
                    "language": nodes.label(language),
                    "page": _page(nodes.plain(detail, "page")),
                    "text": nodes.text(image, "description") or nodes.text(image, "title"),
                    **content,
                }
            )
    return found


def _content(image: Node | None) -> JsonObject | None:
    written = image.values.get("content", [None])[0] if image is not None else None
    if not isinstance(written, str) or len(written) > _MOST_CHARACTERS:
        return None
    try:
        data = base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    header = header_of(data)
    if header is None or max(header.width, header.height) > _MOST_SIDE:
        return None
    if header.width * header.height > _MOST_PIXELS:
        return None
    return {
        "media_type": header.media_type,
        "width": header.width,
        "height": header.height,
        "digest": "sha256:" + hashlib.sha256(data).hexdigest(),
        "data_url": f"data:{header.media_type};base64,{base64.b64encode(data).decode()}",
    }


def _page(written: str | None) -> int:
    return int(written) if written and _PAGE.fullmatch(written) else 1
