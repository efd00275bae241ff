"""A programme's seal: a guilloché drawn from its title, as security printing draws them.

The same title always gives the same seal, so a reader learns to recognise a programme at a
glance. It decorates and proves nothing: proofs are checked by the verifier.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin, tau

from markupsafe import Markup, escape

PALETTES = 6
"""The stylesheet has this many pairs of ink, `.seal--0` to `.seal--5`."""

_LEVELS = 10
_SEGMENTS_PER_LOBE = 4


@dataclass(frozen=True, slots=True)
class _Wave:
    """A closed ring that swings about `radius` as often as it has lobes."""

    radius: float
    swing: float
    lobes: int
    strands: int
    """How many copies, turned against each other, make the weave."""


@lru_cache(maxsize=512)
def seal(title: str, *, level: int | None = None, prefix: str = "seal") -> Markup:
    """Draw the seal of a title as inline SVG, hidden from screen readers.

    `level` (SOK, 1 to 10) fills that many of the ten dots around the centre. `prefix` keeps
    element ids apart where a page shows one seal twice.
    """
    draw = hashlib.sha256(title.casefold().encode()).digest()
    name = f"{prefix}-{draw.hex()[:8]}"
    rings = (
        _Wave(77, 9 + draw[0] % 4, 11 + draw[1] % 8, 5 + draw[2] % 2),
        _Wave(51, 7 + draw[3] % 5, 6 + draw[4] % 6, 5 + draw[5] % 3),
    )
    edge = _Wave(94, 2.2, 24 + 2 * (draw[6] % 9), 1)
    ink = f"seal seal--{draw[7] % PALETTES}"
    parts = [
        f'<svg class="{ink}" viewBox="-100 -100 200 200" aria-hidden="true" focusable="false">',
        f'<path class="seal__edge" d="{_path(edge)}"/>',
        *(_weave(ring, f"{name}-{place}") for place, ring in enumerate(rings)),
        '<circle class="seal__heart" r="31"/>',
        *_level_dots(level),
        f'<text class="seal__letter" y="11.5" text-anchor="middle">{_initial(title)}</text></svg>',
    ]
    return Markup("".join(parts))  # noqa: S704 - the title's one letter is escaped


def _weave(ring: _Wave, name: str) -> str:
    """Draw one strand and turn copies of it: the crossings make the pattern."""
    turn = 360 / ring.lobes / ring.strands
    copies = "".join(
        f'<use href="#{name}" transform="rotate({turn * strand:.2f})"/>'
        for strand in range(1, ring.strands)
    )
    return f'<g class="seal__weave"><path id="{name}" d="{_path(ring)}"/>{copies}</g>'


def _path(wave: _Wave) -> str:
    """Give the wave as a smooth path: cubic Hermite pieces written as SVG's `S`."""
    pieces = wave.lobes * _SEGMENTS_PER_LOBE
    step = tau / pieces
    start_x, start_y, slope_x, slope_y = _point(wave, 0.0)
    path = [f"M{start_x:.1f} {start_y:.1f}"]
    third = step / 3
    path.append(f"C{start_x + slope_x * third:.1f} {start_y + slope_y * third:.1f}")
    for piece in range(1, pieces + 1):
        x, y, slope_x, slope_y = _point(wave, piece * step)
        control = f"{x - slope_x * third:.1f} {y - slope_y * third:.1f}"
        path.append(f"{' ' if piece == 1 else 'S'}{control} {x:.1f} {y:.1f}")
    return "".join(path) + "z"


def _point(wave: _Wave, angle: float) -> tuple[float, float, float, float]:
    """Give the place on the wave at an angle, and its derivative there."""
    radius = wave.radius + wave.swing * cos(wave.lobes * angle)
    growth = -wave.swing * wave.lobes * sin(wave.lobes * angle)
    return (
        radius * cos(angle),
        radius * sin(angle),
        growth * cos(angle) - radius * sin(angle),
        growth * sin(angle) + radius * cos(angle),
    )


def _level_dots(level: int | None) -> list[str]:
    if level is None:
        return []
    dots = []
    for place in range(_LEVELS):
        angle = place * tau / _LEVELS - pi / 2
        kind = "seal__dot--full" if place < level else "seal__dot--empty"
        x, y = 24.5 * cos(angle), 24.5 * sin(angle)
        dots.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="1.9"/>')
    return dots


def _initial(title: str) -> str:
    """Give the first letter, for the centre, else the first digit, else a dot."""
    letters = [character for character in title if character.isalpha()]
    digits = [character for character in title if character.isdecimal()]
    return str(escape([*letters, *digits, "·"][0].upper()))
