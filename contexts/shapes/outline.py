"""A document as JSON is written, with gaps where others of its shape were seen to differ.

What is written between the gaps is compared byte for byte. So a document that fits is another one
only in the texts in the gaps, and neither has to be taken apart nor filled in anywhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from contexts.json_types import JsonObject
from contexts.shapes.example import Example

_AS_PARSED: Final = (
    orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
)
_BACKSLASH = ord("\\")
_IDENTIFIER = b'"id":"'
_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+')
"""A text as it is written, up to the quote that ends it (RFC 8259, section 7)."""


def written(document: JsonObject) -> bytes | None:
    """Write a document as JSON without blanks; None for what no parser gives.

    Documents are equal, spelling of numbers and order of members included, where this is.
    """
    try:
        return orjson.dumps(document, option=_AS_PARSED)
    except orjson.JSONEncodeError:
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What all fitting documents have in common, as `written` writes it."""

    beginning: bytes
    """Up to the first gap, the quote before it included; all of it where there is none."""
    between: tuple[bytes, ...]
    """What follows each gap, from the quote behind it on."""
    backslashes: int
    """How many there are in all of this."""
    identifiers: tuple[int, ...]
    """The gaps that are the whole text of a member `id`."""

    def texts(self, data: bytes) -> list[str] | None:
        """Return the texts in the gaps; None where the document does not fit."""
        if not data.startswith(self.beginning):
            return None
        found: list[bytes] = []
        start = len(self.beginning)
        for part in self.between:
            end = data.find(b'"', start)  # here a text began, and this mostly ends it
            if end < 0:
                return None
            if data[end - 1] == _BACKSLASH and (text := _TEXT.match(data, start)):
                end = text.end()
            if not data.startswith(part, end):
                return None
            found.append(data[start:end])
            start = end + len(part)
        return _read(found) if start == len(data) else None

    def is_spelled_alike(self, data: bytes) -> bool:
        """Tell whether a fitting document is spelled as `written` spells it: no text is escaped.

        What does not come from `written` can have escapes that are not needed.
        """
        return data.count(b"\\") == self.backslashes

    def filled(self, texts: Sequence[str]) -> JsonObject:
        """Return the fitting document with these texts in the gaps."""
        parts = [self.beginning]
        for text, part in zip(texts, self.between, strict=True):
            parts += (orjson.dumps(text)[1:-1], part)
        document: JsonObject = orjson.loads(b"".join(parts))
        return document


def outline_of(example: Example) -> Outline:
    """Make gaps of the slots of an example, which are given in document order."""
    gaps = [example.markers.slot(number) for number in range(len(example.texts))]
    rest = written(example.rebuilt(gaps)) or b""
    parts: list[bytes] = []
    for gap in gaps:
        part, _, rest = rest.partition(gap.encode())
        parts.append(part)
    beginning, *between = (*parts, rest)
    backslashes = sum(part.count(b"\\") for part in (beginning, *between))
    identifiers = (gap for gap, part in enumerate(parts) if part.endswith(_IDENTIFIER))
    return Outline(beginning, tuple(between), backslashes, tuple(identifiers))


def _read(texts: list[bytes]) -> list[str]:
    """Read texts as they are written, most of which have no escapes."""
    if not texts:
        return []
    joined = b'","'.join(texts)
    if b"\\" not in joined:
        return joined.decode().split('","')
    read: list[str] = orjson.loads(b'["' + joined + b'"]')
    return read
