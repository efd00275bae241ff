"""The seal of a programme, as Typst draws it: on badges and on certificates."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from contexts import JsonObject
from issuer.rendering.badge.palette import inks_of, lot_of
from issuer.rendering.badge.waves import Wave

PARTS = Path(__file__).with_name("parts.typ")
"""What draws it; it stands before the page's own template."""
_REMEMBERED = 32


@lru_cache(maxsize=_REMEMBERED)
def seal_of(title: str) -> JsonObject:
    """Give inks and waves of a title; whoever gets them leaves them as they are."""
    lot = lot_of(title)
    weave = (
        Wave(250, 22 + lot[0] % 10, 14 + lot[1] % 9, 6 + lot[2] % 3),
        Wave(250, 8 + lot[3] % 7, 24 + lot[4] % 12, 3),
    )
    return {
        "inks": asdict(inks_of(title)),
        "edge": _curve(Wave(290, 5, 32 + 4 * (lot[6] % 5), 1)),
        "weave": [_curve(wave) for wave in weave],
    }


def _curve(wave: Wave) -> JsonObject:
    return {
        "start": wave.start,
        "pieces": list(wave.pieces()),
        "strands": wave.strands,
        "turn": wave.turn,
    }
