"""Small pictures for other people's pages: "verify with Dokazilo", and how a credential stands.

They run no script, fetch nothing and name no learner. A picture proves nothing by itself, for
anybody can draw one: it belongs inside the link that `embedding` writes, to the verifier.
"""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

HEIGHT = 44
_TEXT_AT = 50
_MARGIN = 16
# No font is known where the picture is shown: widths of letters, generous, in pixels.
_SMALL_LETTER, _LARGE_LETTER = 6.3, 9.3


class Theme(StrEnum):
    """On what ground the picture stands."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


_PAINTS = {
    Theme.LIGHT: {
        "ground": "#ffffff",
        "edge": "#71857b",
        "ink": "#10231f",
        "soft": "#47584f",
        "brand": "#0d5c52",
        "good": "#12603a",
        "unsure": "#7a4a00",
        "bad": "#9c2229",
        "on": "#ffffff",
    },
    Theme.DARK: {
        "ground": "#15201d",
        "edge": "#6d8178",
        "ink": "#e8f0ec",
        "soft": "#a9bab2",
        "brand": "#7ad3c1",
        "good": "#8be0a8",
        "unsure": "#f4c977",
        "bad": "#ffa8a1",
        "on": "#0d1513",
    },
}
"""As in static/css/tokens.css."""

_SIGNS = {
    "brand": (
        '<path class="brand" d="M25 7l12 4v10c0 8-5 13-12 16-7-3-12-8-12-16V11z"/>'
        '<path class="on" d="M19.500 21.800l4 4 7.500-8"/>'
    ),
    "good": (
        '<circle class="good" cx="25" cy="22" r="13"/>'
        '<path class="on" d="M19 22.500l4.300 4.300 8-8.600"/>'
    ),
    "unsure": (
        '<rect class="unsure" x="12" y="9" width="26" height="26" rx="8"/>'
        '<path class="on" d="M25 15v8.500M25 28.800v.1"/>'
    ),
    "bad": (
        '<path class="bad" d="M19.500 9h11l7.500 7.500v11L30.500 35h-11L12 27.500v-11z"/>'
        '<path class="on" d="M20.500 17.500l9 9M29.500 17.500l-9 9"/>'
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeWords:
    """What a picture says."""

    small: str
    large: str
    title: str
    """The whole of it in a sentence, for who does not see it."""
    description: str = ""


def check_badge(sign: str, words: BadgeWords, theme: Theme = Theme.AUTO) -> str:
    """Draw the picture as a self-contained SVG file; `sign` is a key of the table above."""
    width = _width(words)
    described = f"<desc id='d'>{escape(words.description)}</desc>" if words.description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}" role="img" aria-labelledby="t{" d" if described else ""}">'
        f"<title id='t'>{escape(words.title)}</title>{described}<style>{_style(theme)}</style>"
        f'<rect class="ground" x=".5" y=".5" width="{width - 1}" height="{HEIGHT - 1}" rx="12"/>'
        f"{_SIGNS[sign]}"
        f'<text class="small" x="{_TEXT_AT}" y="18">{escape(words.small)}</text>'
        f'<text class="large {sign}" x="{_TEXT_AT}" y="35">{escape(words.large)}</text></svg>'
    )


def embedding(*, picture: str, link: str, alt: str) -> str:
    """Write the HTML that shows a picture inside its link, to be copied into any page."""
    html = '<a href="{link}" rel="noopener"><img src="{picture}" alt="{alt}" height="{height}"></a>'
    return str(Markup(html).format(link=link, picture=picture, alt=alt, height=HEIGHT))  # noqa: S704  # a literal


def _width(words: BadgeWords) -> int:
    widest = max(len(words.small) * _SMALL_LETTER, len(words.large) * _LARGE_LETTER)
    return round(_TEXT_AT + widest + _MARGIN)


def _style(theme: Theme) -> str:
    if theme is not Theme.AUTO:
        return _rules(theme)
    return f"{_rules(Theme.LIGHT)}@media(prefers-color-scheme:dark){{{_rules(Theme.DARK)}}}"


def _rules(theme: Theme) -> str:
    paint = _PAINTS[theme]
    signs = "".join(f".{sign}{{fill:{paint[sign]}}}" for sign in _SIGNS)
    return (
        f".ground{{fill:{paint['ground']};stroke:{paint['edge']}}}{signs}"
        f".on{{fill:none;stroke:{paint['on']};stroke-width:3;stroke-linecap:round;"
        "stroke-linejoin:round}"
        f".small{{font:500 11.5px system-ui,sans-serif;fill:{paint['soft']}}}"
        ".large{font:700 16px system-ui,sans-serif}"
    )
