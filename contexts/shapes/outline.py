"""A document as JSON is written, with gaps where others of its shape were seen to differ.

What is written between the gaps is compared byte for byte. So a document that fits is another one
only in the texts in the gaps, and neither has to be taken apart nor filled in anywhere else.
"""

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
_BACKSLASH, _QUOTE = (rb"\\", b"\x01"), (rb"\"", b"\x02")
"""What stands for an escaped one: bytes that JSON never has, as it escapes control characters."""


def written(document: JsonObject) -> bytes | None:
    """Write a document so that every quote begins or ends a text; None for what no parser gives.

    Documents are equal, spelling of numbers and order of members included, where this is.
    """
    try:
        data = orjson.dumps(document, option=_AS_PARSED)
    except orjson.JSONEncodeError:
        return None
    if _BACKSLASH[0] in data or _QUOTE[0] in data:
        return data.replace(*_BACKSLASH).replace(*_QUOTE)
    return data


@dataclass(frozen=True, slots=True)
class Outline:
    """What all fitting documents have in common, as `written` writes it."""

    beginning: bytes
    """Up to the first gap, the quote before it included; all of it where there is none."""
    between: tuple[bytes, ...]
    """What follows each gap, from the quote behind it on."""

    def texts(self, data: bytes) -> list[str] | None:
        """Return the texts in the gaps; None where the document does not fit."""
        if not data.startswith(self.beginning):
            return None
        found: list[bytes] = []
        start = len(self.beginning)
        for part in self.between:
            end = data.find(b'"', start)  # here a text began, and this ends it
            if not data.startswith(part, end):
                return None
            found.append(data[start:end])
            start = end + len(part)
        return _read(found) if start == len(data) else None


def outline_of(example: Example) -> Outline:
    """Make gaps of the slots of an example, which are given in document order."""
    gaps = [example.markers.slot(number) for number in range(len(example.texts))]
    rest = written(example.rebuilt(gaps)) or b""
    parts: list[bytes] = []
    for gap in gaps:
        part, _, rest = rest.partition(gap.encode())
        parts.append(part)
    beginning, *between = (*parts, rest)
    return Outline(beginning, tuple(between))


def _read(texts: list[bytes]) -> list[str]:
    """Read texts as they are written, most of which have no escapes."""
    if not texts:
        return []
    joined = b'","'.join(texts)
    if b"\\" not in joined and _BACKSLASH[1] not in joined and _QUOTE[1] not in joined:
        return joined.decode().split('","')
    restored = joined.replace(_QUOTE[1], _QUOTE[0]).replace(_BACKSLASH[1], _BACKSLASH[0])
    read: list[str] = orjson.loads(b'["' + restored + b'"]')
    return read
