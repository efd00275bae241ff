"""Draws the picture of a badge, as PNG and as SVG, both from one page set with Typst."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from contexts import JsonObject
from issuer.baking.own_picture import OwnPicture
from issuer.rendering.badge.face import Face
from issuer.rendering.badge.seal import PARTS, seal_of
from issuer.rendering.typesetting import set_as_drawing, set_as_pictures

TEMPLATE = (PARTS, Path(__file__).with_name("badge.typ"))
_PIXELS_PER_INCH = 96
"""The page is 600 points wide: 800 pixels, as sharp as any site shows a badge."""
_REMEMBERED = 32
"""A cohort's badges have one picture, and a picture has some hundred kilobytes."""


@lru_cache(maxsize=_REMEMBERED)
def badge_png(face: Face, own: OwnPicture | None = None) -> bytes:
    """Draw a badge as PNG, 800 pixels square, transparent around it."""
    (picture,) = set_as_pictures(TEMPLATE, _given(face, own), pixels_per_inch=_PIXELS_PER_INCH)
    return picture


@lru_cache(maxsize=_REMEMBERED)
def badge_svg(face: Face, own: OwnPicture | None = None) -> bytes:
    """Draw a badge as SVG by itself: no font, style sheet or file beside it is needed."""
    if own is not None and own.format == "svg" and not face.standing:
        return own.content  # a drawing already, and sharper than as a picture in another
    drawn = set_as_drawing(TEMPLATE, _given(face, own))
    said = ". ".join(part for part in (face.standing, face.title, face.issuer) if part)
    return drawn.replace("<svg ", f'<svg role="img" aria-label={quoteattr(said)} ', 1).encode()


def _given(face: Face, own: OwnPicture | None) -> JsonObject:
    return {
        "face": asdict(face),
        "seal": seal_of(face.drawn_from),
        "own": None if own is None else {"format": own.format, "content": list(own.content)},
    }
