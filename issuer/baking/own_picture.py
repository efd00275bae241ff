"""A picture that a school brings, for its badges or as its logo: its pixels and nothing else.

A school's file may hold where a photograph was taken, or be made to hurt whoever opens it. So it is
read within bounds and written anew.
"""

from __future__ import annotations

import base64
import binascii
import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageFile

from issuer.baking.svg_cleaning import SvgRefused, clean_svg

_MOST_PIXELS = 4_000_000
_MOST_SIDE = 1200
"""Pixels; a larger picture is made smaller."""
_REMEMBERED = 16
_KINDS: dict[str, Literal["png", "svg"]] = {
    "data:image/png": "png",
    "data:image/jpeg": "png",
    "data:image/svg+xml": "svg",
}
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, MemoryError, Warning)
"""What a malformed file makes of a decoder."""


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture that is safe to hand on."""

    format: Literal["png", "svg"]
    content: bytes


class PictureRefused(ValueError):
    """The picture cannot be used; the text says why."""


@lru_cache(maxsize=_REMEMBERED)
def own_picture(data_url: str) -> OwnPicture:
    """Read a school's picture from its `data:` URL. Raises PictureRefused."""
    head, _, encoded = data_url.partition(";base64,")
    kind = _KINDS.get(head)
    if kind is None:
        raise PictureRefused("it is neither PNG nor JPEG nor SVG")
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise PictureRefused("it is not in base64") from None
    if kind == "png":
        return OwnPicture(kind, _clean_pixels(content))
    try:
        return OwnPicture(kind, clean_svg(content, _clean_inside))
    except SvgRefused as refused:
        raise PictureRefused(str(refused)) from None


def _clean_inside(data_url: str) -> str:
    """Clean a picture of pixels that stands in a drawing. Raises SvgRefused."""
    encoded = "".join(data_url.partition(",")[2].split())
    try:
        content = _clean_pixels(base64.b64decode(encoded, validate=True))
    except (binascii.Error, PictureRefused) as error:
        raise SvgRefused(f"a picture in it cannot be used: {error}") from None
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def _clean_pixels(content: bytes) -> bytes:
    """Write a picture anew, as PNG, with its pixels and nothing else. Raises PictureRefused."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                return _written_anew(picture)
        except (Image.DecompressionBombError, *_UNREADABLE) as error:
            raise PictureRefused(f"reading it ended in {type(error).__name__}") from None


def _written_anew(picture: ImageFile.ImageFile) -> bytes:
    width, height = picture.size
    if width * height > _MOST_PIXELS:
        raise PictureRefused(f"it has more than {_MOST_PIXELS} pixels")
    pixels = picture.convert("RGBA")
    pixels.thumbnail((_MOST_SIDE, _MOST_SIDE))
    pixels.info.clear()
    written = BytesIO()
    pixels.save(written, "PNG")
    return written.getvalue()
