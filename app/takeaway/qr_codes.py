"""The QR code of a credential's page, as files for slides and posters."""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO

import segno


class QrKind(StrEnum):
    """As what a QR code is drawn; the value is the ending of its file."""

    PNG = "png"
    SVG = "svg"


_PIXELS_PER_DOT = 16
_QUIET_ZONE = 4
"""Dots of white around it (ISO/IEC 18004, 5.3.8)."""


def qr_file(url: str, kind: QrKind) -> bytes:
    """Draw the code of an address, black on white."""
    drawn = BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawn, kind=kind.value, scale=_PIXELS_PER_DOT, border=_QUIET_ZONE, light="#fff"
    )
    return drawn.getvalue()
