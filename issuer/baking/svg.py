"""Bakes a credential into an SVG picture (Open Badges 3.0, section 5.3.2).

The picture's bytes stay as they are; only what is baked is put in, and what was baked is cut out.
"""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

_SVG = "http://www.w3.org/2000/svg svg"
_OPEN_BADGES_3 = "https://purl.imsglobal.org/ob/v3p0"
_BAKED = (_OPEN_BADGES_3, "https://purl.imsglobal.org/clr/v2p0", "http://openbadges.org")
"""The namespaces of what is baked: badges of both versions, and learner records."""
_TAG = re.compile(rb"""</?(?P<name>[^\s/>]+)(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_DECLARATION = re.compile(rb"""\sxmlns:openbadges\s*=\s*(?:"[^"]*"|'[^']*')""")
_NO_MARKUP = b"]]\\u003e"
"""How JSON writes what would end a CDATA section."""

Span = tuple[int, int]


class NotSvg(ValueError):
    """The bytes are no SVG picture, or one whose entities would have to be expanded."""


def bake_svg(picture: bytes, credential: bytes) -> bytes:
    """Put a credential, JSON or a compact JWS, into a picture's one `openbadges:credential`.

    What was baked into it before goes. `picture` is UTF-8. Raises NotSvg.
    """
    if b"\0" in picture:  # which XML has in UTF-16 only
        raise NotSvg("it is not written in UTF-8")
    found = _Reader(picture)
    root = _TAG.match(picture, found.root)
    if root is None:
        raise NotSvg("its root element cannot be read")
    opening = _DECLARATION.sub(b"", root[0])
    name = b"<" + root["name"]
    declared = f" xmlns:openbadges={quoteattr(_OPEN_BADGES_3)}".encode()
    parts = [picture[: root.start()], name, declared, opening.removeprefix(name)]
    parts.append(_element(credential))
    at = root.end()
    for start, end in found.baked:
        parts.append(picture[at:start])
        at = end
    return b"".join([*parts, picture[at:]])


def _element(credential: bytes) -> bytes:
    if not credential.startswith(b"{"):
        token = quoteattr(credential.decode("ascii")).encode()
        return b"<openbadges:credential verify=" + token + b"></openbadges:credential>"
    text = credential.replace(b"]]>", _NO_MARKUP)
    return b"<openbadges:credential><![CDATA[" + text + b"]]></openbadges:credential>"


class _Reader:
    """Finds the root element, and the elements that hold what was baked."""

    def __init__(self, picture: bytes) -> None:
        """Read the whole picture. Raises NotSvg."""
        self.root = -1
        """Where its tag begins."""
        self.baked: list[Span] = []
        self._picture = picture
        self._depth = 0
        self._inside: tuple[int, int] | None = None
        """Depth and place of the outermost baked element, while in one."""
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity
        try:
            self._parser.Parse(picture, True)  # noqa: FBT003  # expat's own signature
        except expat.ExpatError:
            raise NotSvg("it is not well-formed XML") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._depth += 1
        at = self._parser.CurrentByteIndex
        if self._depth == 1:
            if name != _SVG or self._is_empty(at):
                raise NotSvg("its root is no picture")
            self.root = at
        if self._inside is None and name.partition(" ")[0] in _BAKED:
            self._inside = (self._depth, at)

    def _end(self, name: str) -> None:
        del name
        if self._inside is not None and self._inside[0] == self._depth:
            tag = _TAG.match(self._picture, self._parser.CurrentByteIndex)
            if tag is None:
                raise NotSvg("one of its tags cannot be read")
            self.baked.append((self._inside[1], tag.end()))
            self._inside = None
        self._depth -= 1

    def _is_empty(self, at: int) -> bool:
        tag = _TAG.match(self._picture, at)
        return tag is None or tag[0].endswith(b"/>")

    def _entity(self, *declaration: object) -> None:
        del declaration
        raise NotSvg("it declares entities")
