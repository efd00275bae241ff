"""Writes a school's SVG anew, with what draws and nothing else.

An SVG can run scripts, load what it names, and hold a drawing program's whole history. So what is
not known to draw is left out, and what would have to be fetched is never named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_DRAWING = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"),
        *("text", "tspan", "textPath"),
        *("linearGradient", "radialGradient", "stop", "pattern", "marker", "clipPath", "mask"),
        *(
            "filter",
            "feBlend",
            "feColorMatrix",
            "feComponentTransfer",
            "feComposite",
            "feDropShadow",
            "feFlood",
            "feFuncA",
            "feFuncB",
            "feFuncG",
            "feFuncR",
            "feGaussianBlur",
            "feMerge",
            "feMergeNode",
            "feOffset",
        ),
    )
)
_MOST_ELEMENTS = 20_000
_MOST_USES = 200
"""Copies of copies grow without end; a drawing has few."""
_DEEPEST = 64
_MOST_PICTURES = 8
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|\\", re.IGNORECASE)
"""What may lead out of a style sheet or a presentation attribute: all but `url(#…)`."""
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")

CleanPicture = Callable[[str], str]


class SvgRefused(ValueError):
    """The drawing cannot be used; the text says why."""


def clean_svg(content: bytes, clean_picture: CleanPicture) -> bytes:
    """Write a drawing anew; `clean_picture` does so with each `data:` URL of a picture inside it.

    Raises SvgRefused.
    """
    writer = _Writer(clean_picture)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    parser.EntityDeclHandler = writer.entity
    try:
        parser.Parse(content, True)  # noqa: FBT003  # expat's own signature
    except (expat.ExpatError, LookupError):  # the latter: an encoding that nobody knows
        raise SvgRefused("it is not well-formed XML") from None
    return "".join(writer.written).encode()


class _Writer:
    """Listens to the parser, and writes what draws."""

    def __init__(self, clean_picture: CleanPicture) -> None:
        self.written: list[str] = []
        self._clean_picture = clean_picture
        self._open: list[str | None] = []
        """Names of the elements we are in; None for those that are left out."""
        self._style: list[str] = []
        """All style sheets so far: judged as a whole, for comments may cut a word in two."""
        self._counted = {"elements": 0, "use": 0, "image": 0}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open and (space, local) != (_SVG, "svg"):
            raise SvgRefused("its root is no drawing")
        self._count(local)
        left_out = bool(self._open) and self._open[-1] is None
        if left_out or space != _SVG or local not in _DRAWING:
            self._open.append(None)
            return
        self._open.append(local)
        declared = f' xmlns="{_SVG}"' if len(self._open) == 1 else ""
        said = "".join(f" {key}={quoteattr(value)}" for key, value in self._kept(local, attributes))
        self.written.append(f"<{local}{declared}{said}>")

    def end(self, name: str) -> None:
        del name
        local = self._open.pop()
        if local is None:
            return
        if local == "style" and _REFERENCE.search("".join(self._style)):
            raise SvgRefused("its style sheet names something outside the drawing")
        self.written.append(f"</{local}>")

    def characters(self, text: str) -> None:
        if not self._open or self._open[-1] is None:
            return
        if self._open[-1] == "style":
            self._style.append(text)
        self.written.append(escape(text))

    def entity(self, *declaration: object) -> None:
        del declaration
        raise SvgRefused("it declares entities")

    def _count(self, local: str) -> None:
        self._counted["elements"] += 1
        if local in self._counted:
            self._counted[local] += 1
        if len(self._open) >= _DEEPEST or self._counted["elements"] > _MOST_ELEMENTS:
            raise SvgRefused("it is made of too much")
        if self._counted["use"] > _MOST_USES or self._counted["image"] > _MOST_PICTURES:
            raise SvgRefused("it is made of too many copies")

    def _kept(self, local: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in attributes.items():
            if name in ("href", _XLINK_HREF):
                if value.startswith("#"):
                    yield "href", value
                elif local == "image" and _PICTURE.fullmatch(value):
                    yield "href", self._clean_picture(value)
            elif " " not in name and not name.startswith("on") and not _REFERENCE.search(value):
                yield name, value
