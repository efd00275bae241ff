"""What mail, forms and word processors do to texts, undone: candidates for what was signed.

Each is only a guess. It becomes a cause when the signature fits the restored copy: nobody can make
that happen who does not hold the issuer's key.
"""

import html
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_plus

from contexts import JsonObject, JsonValue

_LONGEST = 20_000
"""Longer texts are pictures and the like, in ASCII."""


def _decoded_once_more(codec: str) -> Callable[[str], str]:
    """Undo that UTF-8 was read as an eight-bit encoding."""

    def undo(text: str) -> str:
        if text.isascii():
            return text
        try:
            return b"".join(_byte(letter, codec) for letter in text).decode("utf-8")
        except UnicodeError:
            return text

    return undo


def _byte(letter: str, codec: str) -> bytes:
    # Browsers read the bytes that an encoding leaves undefined as controls.
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(codec)


def _replaced(table: Mapping[str, str]) -> Callable[[str], str]:
    translation = str.maketrans(dict(table))
    return lambda text: text.translate(translation)


_QUOTES = dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‘’‚‛′", "'")  # noqa: RUF001
_DASHES = dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}  # noqa: RUF001
_SPACES = dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " ") | dict.fromkeys(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad", ""
)

_RESTORATIONS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("encoding", _decoded_once_more("cp1252")),
    ("encoding", _decoded_once_more("cp1250")),
    ("typography", _replaced(_QUOTES | _DASHES | _SPACES)),
    ("typography", _replaced(_QUOTES)),
    ("typography", _replaced(_DASHES)),
    ("spaces", _replaced(_SPACES)),
    ("letters", lambda text: unicodedata.normalize("NFC", text)),
    ("letters", lambda text: unicodedata.normalize("NFD", text)),
    ("markup", html.unescape),
    ("line-ends", lambda text: text.replace("\r\n", "\n")),
    ("line-ends", lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n")),
    ("address", unquote_plus),
)
"""The kind of damage, by a name that sentences are kept under, and how it is undone."""
DAMAGES = frozenset(kind for kind, _ in _RESTORATIONS)


def restorations(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Give each copy of the document that undoing one kind of damage makes different."""
    seen: list[JsonValue] = [document]
    for kind, undo in _RESTORATIONS:
        restored = {
            name: value if name == "@context" else _undone(value, undo)
            for name, value in document.items()
        }
        if restored not in seen:
            seen.append(restored)
            yield kind, restored


def _undone(value: JsonValue, undo: Callable[[str], str]) -> JsonValue:
    if isinstance(value, str):
        return undo(value) if len(value) <= _LONGEST else value
    if isinstance(value, list):
        return [_undone(item, undo) for item in value]
    if isinstance(value, dict):
        return {name: _undone(item, undo) for name, item in value.items()}
    return value
