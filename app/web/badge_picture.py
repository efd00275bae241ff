"""The picture of a badge: the programme's seal as a file of its own, which badges name.

A programme may bring its own picture; this one stands for those that do not. Inside somebody
else's page there is no stylesheet of ours, so the picture carries its colours.
"""

import re

from app.web.views.seals import programme_seal
from issuer.model.programme import ProgrammeContent
from issuer.rendering.badge.palette import PALETTE

_PALETTE = re.compile(r"seal--(\d)")
_STYLE = (
    "<style>"
    ".seal__edge{{fill:{ground};stroke:{ink}}}"
    ".seal__weave{{fill:none;stroke:{ink};stroke-width:.7}}"
    ".seal__weave+.seal__weave{{stroke:{second}}}"
    ".seal__heart{{fill:#fff;stroke:{ink}}}"
    ".seal__dot--full{{fill:{second}}}"
    ".seal__dot--empty{{fill:none;stroke:{second};stroke-width:.6}}"
    ".seal__letter{{font:560 33px Georgia,serif;fill:{ink}}}"
    "</style>"
)


def badge_picture(content: ProgrammeContent) -> str:
    """Draw the picture as a self-contained SVG file."""
    drawn = str(programme_seal(content))
    palette = _PALETTE.search(drawn)
    inks = PALETTE[int(palette[1]) if palette else 0]
    opening, _, rest = drawn.partition(">")
    opening = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="400" ')
    return f"{opening}>{_STYLE.format(ground=inks.ground, ink=inks.ink, second=inks.second)}{rest}"
