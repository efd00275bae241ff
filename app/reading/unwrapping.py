"""Undoes what mail programs and web pages put around a whole text."""

import html
import quopri
import re
from collections.abc import Callable

from app.reading.repairs import Repair

_QUOTED_LINE = re.compile(r"^[ \t]*>(?:[ \t]?>)*[ \t]?", re.MULTILINE)
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_ENCODED_CHARACTER = re.compile(r"=[0-9A-F]{2}")
_ENTITY_QUOTE = re.compile(r"&(?:quot|#34|#x22);", re.IGNORECASE)


def without_mail_quoting(text: str) -> str:
    """Drop the `> ` before each line of a quoted mail: no line of JSON or of a token has one."""
    return _QUOTED_LINE.sub("", text)


def without_quoted_printable(text: str) -> str:
    """Undo quoted-printable (RFC 2045, 6.7), recognised by its soft line breaks."""
    if not _SOFT_BREAK.search(text):
        return text
    if not _ENCODED_CHARACTER.search(text):
        return _SOFT_BREAK.sub("", text)
    try:
        return quopri.decodestring(text.encode()).decode()
    except UnicodeDecodeError:
        return text


def without_entities(text: str) -> str:
    """Undo HTML escaping, recognised by escaped quotation marks."""
    return html.unescape(text) if _ENTITY_QUOTE.search(text) else text


STEPS: tuple[tuple[Repair, Callable[[str], str]], ...] = (
    (Repair.MAIL_QUOTING, without_mail_quoting),
    (Repair.QUOTED_PRINTABLE, without_quoted_printable),
    (Repair.HTML_ENTITIES, without_entities),
)
"""In the order in which they have to be undone: the last wrapping first."""
