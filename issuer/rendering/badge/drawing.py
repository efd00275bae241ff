"""Draws the picture of a badge, as PNG and as SVG, both from one page set with Typst."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from contexts import JsonObject
from issuer.baking.own_picture import OwnPicture
from issuer.rendering.badge.face import Face
from issuer.rendering.badge.palette import PALETTE, lot_of, place_in_palette
from issuer.rendering.badge.waves import Wave
from issuer.rendering.typesetting import set_as_drawing, set_as_pictures

TEMPLATE = Path(__file__).with_name("badge.typ")
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
    lot = lot_of(face.drawn_from)
    weave = (
        Wave(250, 22 + lot[0] % 10, 14 + lot[1] % 9, 6 + lot[2] % 3),
        Wave(250, 8 + lot[3] % 7, 24 + lot[4] % 12, 3),
    )
    return {
        "face": asdict(face),
        "inks": asdict(PALETTE[place_in_palette(lot)]),
        "edge": _curve(Wave(290, 5, 32 + 4 * (lot[6] % 5), 1)),
        "weave": [_curve(wave) for wave in weave],
        "own": None if own is None else {"format": own.format, "content": list(own.content)},
    }


def _curve(wave: Wave) -> JsonObject:
    return {
        "start": wave.start,
        "pieces": list(wave.pieces()),
        "strands": wave.strands,
        "turn": wave.turn,
    }
