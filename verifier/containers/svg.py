"""Reads a baked SVG: Open Badges 3.0, section 5.3.2.

A stranger's XML: nothing it points to is loaded, and no entity of its own is expanded. A DOCTYPE
alone does no harm, and many a drawing program writes one.
"""

from xml.parsers import expat  # with entities refused, see _Reader._entity

from verifier.containers.carrier import Carried, Container, damaged, empty
from verifier.judgement import undecided

_SVG = "http://www.w3.org/2000/svg"
_CREDENTIALS = (
    "https://purl.imsglobal.org/ob/v3p0 credential",
    "https://purl.imsglobal.org/clr/v2p0 credential",
)
_OPEN_BADGES_2 = "http://openbadges.org assertion"
_DEEPEST = 256
_UNREADABLE = (expat.ExpatError, LookupError, ValueError)
"""The latter two are an encoding that Python does not know, or does not use for text."""


class NotSvg(Exception):
    """The markup is no SVG picture: another kind of XML, or HTML."""


def read_svg(data: bytes) -> Carried:
    """Take the first credential out of a picture.

    One of Open Badges 2.0 is taken when there is no other. Raises NotSvg; Judged: CONTAINER_EMPTY,
    CONTAINER_DAMAGED, CONTAINER_ENTITIES.
    """
    reader = _Reader()
    try:
        reader.read(data)
    except _UNREADABLE:
        if not reader.is_svg:
            raise NotSvg from None
        # The proof covers the credential, not the picture: what arrived whole can be judged.
        if not reader.found:
            raise damaged(Container.SVG, "it is not well-formed XML") from None
    if not reader.is_svg:
        raise NotSvg
    credentials = [text for name, text in reader.found if name in _CREDENTIALS]
    if credentials:
        return Carried(credentials[0], len(credentials) - 1)
    for _, text in reader.found:
        return Carried(text, is_open_badges_2=True)
    raise empty(Container.SVG)


class _Reader:
    """Listens to the parser, and keeps what stands in a credential's element."""

    def __init__(self) -> None:
        self.is_svg = False
        self.found: list[tuple[str, bytes]] = []
        """Name and content of each credential's element."""
        self._depth = 0
        self._inside: int | None = None
        """The depth of the credential's element, while in one."""
        self._token = ""
        self._text: list[str] = []

    def read(self, data: bytes) -> None:
        """Parse the whole document; raise one of _UNREADABLE when it is not well-formed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        parser.Parse(data, True)  # noqa: FBT003  # expat's own signature

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise damaged(Container.SVG, f"its elements are nested deeper than {_DEEPEST}")
        if self._depth == 1:
            self.is_svg = name == f"{_SVG} svg"
        if name in (*_CREDENTIALS, _OPEN_BADGES_2) and self._inside is None:
            self._inside = self._depth
            self._token = attributes.get("verify", "")
            self._text = []

    def _end(self, name: str) -> None:
        if self._inside == self._depth:
            text = "".join(self._text).strip() or self._token.strip()
            if text:
                self.found.append((name, text.encode()))
            self._inside = None
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._inside is not None:
            self._text.append(text)

    def _entity(self, *declaration: object) -> None:
        # One is as good as a billion: whether it would be used is not worth finding out.
        del declaration
        raise undecided(
            "CONTAINER_ENTITIES",
            "This SVG picture declares entities of its own, which are not expanded here.",
            container=Container.SVG.value,
        )
