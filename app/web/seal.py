"""A programme's seal: a guilloché drawn from its title, as security printing draws them.

The same title always gives the same seal, so a reader learns to recognise a programme at a
glance. It decorates and proves nothing: proofs are checked by the verifier.
"""

from functools import lru_cache
from math import cos, pi, sin, tau

from markupsafe import Markup, escape

from issuer.rendering.badge.palette import initial_of, lot_of, place_in_palette
from issuer.rendering.badge.waves import Point, Wave

_LEVELS = 10


@lru_cache(maxsize=512)
def seal(title: str, *, level: int | None = None, prefix: str = "seal") -> Markup:
    """Draw the seal of a title as inline SVG, hidden from screen readers.

    `level` (SOK, 1 to 10) fills that many of the ten dots around the centre. `prefix` keeps
    element ids apart where a page shows one seal twice.
    """
    draw = lot_of(title)
    name = f"{prefix}-{draw.hex()[:8]}"
    rings = (
        Wave(77, 9 + draw[0] % 4, 11 + draw[1] % 8, 5 + draw[2] % 2),
        Wave(51, 7 + draw[3] % 5, 6 + draw[4] % 6, 5 + draw[5] % 3),
    )
    edge = Wave(94, 2.2, 24 + 2 * (draw[6] % 9), 1)
    ink = f"seal seal--{place_in_palette(draw)}"
    parts = [
        f'<svg class="{ink}" viewBox="-100 -100 200 200" aria-hidden="true" focusable="false">',
        f'<path class="seal__edge" d="{_path(edge)}"/>',
        *(_weave(ring, f"{name}-{place}") for place, ring in enumerate(rings)),
        '<circle class="seal__heart" r="31"/>',
        *_level_dots(level),
        '<text class="seal__letter" y="11.5" text-anchor="middle">',
        f"{escape(initial_of(title))}</text></svg>",
    ]
    return Markup("".join(parts))  # noqa: S704 - the title's one letter is escaped


def _weave(ring: Wave, name: str) -> str:
    """Draw one strand and turn copies of it: the crossings make the pattern."""
    copies = "".join(
        f'<use href="#{name}" transform="rotate({ring.turn * strand:.2f})"/>'
        for strand in range(1, ring.strands)
    )
    return f'<g class="seal__weave"><path id="{name}" d="{_path(ring)}"/>{copies}</g>'


def _path(wave: Wave) -> str:
    """Give the wave as a smooth path: each piece mirrors the control point before (SVG's `S`)."""
    path = [f"M{_at(wave.start)}"]
    for place, (leaving, arriving, end) in enumerate(wave.pieces()):
        path.append("S" if place else f"C{_at(leaving)} ")
        path.append(f"{_at(arriving)} {_at(end)}")
    return "".join(path) + "z"


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


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
