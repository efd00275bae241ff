"""The inks a programme is drawn with, chosen by its title: the same on pages and in badges."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inks:
    """Three colours that belong together, each as `#rrggbb`."""

    ground: str
    ink: str
    second: str


PALETTE = (
    Inks("#e0f1ec", "#0d5c52", "#1f8f7a"),
    Inks("#e7e8f8", "#343a94", "#6a5acb"),
    Inks("#fbefd9", "#80530a", "#b87812"),
    Inks("#fae7e8", "#96283c", "#c8505a"),
    Inks("#e3f0f9", "#14557f", "#2a86b8"),
    Inks("#edf0dd", "#4d6212", "#7d9326"),
)
"""As in app/web/static/css/seal.css in light."""

DRAWN_FROM = "sl"
"""The language whose title decides how a programme looks: the same in every language."""
_PALETTE_BYTE = 7


def lot_of(title: str) -> bytes:
    """Draw the numbers that decide how a title looks: always the same for the same title."""
    return hashlib.sha256(title.casefold().encode()).digest()


def place_in_palette(lot: bytes) -> int:
    """Choose the inks of a lot."""
    return lot[_PALETTE_BYTE] % len(PALETTE)


def inks_of(title: str) -> Inks:
    """Give the inks of a title."""
    return PALETTE[place_in_palette(lot_of(title))]


def initial_of(title: str) -> str:
    """Give the first letter, for the middle of a seal, else the first digit, else a dot."""
    letters = [character for character in title if character.isalpha()]
    digits = [character for character in title if character.isdecimal()]
    return [*letters, *digits, "·"][0].upper()
