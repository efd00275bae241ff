"""A school's file as bytes and as text: read from its beginning, piece by piece, again and again.

Neither a file in memory nor one in sealed pieces is ever decoded as a whole.
"""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import TextIO

from issuer.batch.faults import unreadable

Pieces = Callable[[], Iterator[bytes]]
"""The file from its beginning, at each call."""
OpenText = Callable[[], TextIO]
"""The file's text from its beginning, at each call; line ends are left as they are."""

_READ = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNICODE = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-32": "UTF-32"}
_CENTRAL_EUROPEAN = "cp1250"


def in_memory(data: bytes) -> Pieces:
    """Give a file that is in memory."""
    return lambda: iter((data,))


def beginning(pieces: Pieces) -> bytes:
    """Give the first piece."""
    return next(pieces(), b"")


def encoding_of(pieces: Pieces) -> str:
    """Find a file's encoding: Unicode, else windows-1250. Raises UnreadableTable.

    Windows-1250 takes nearly any bytes, so it is said to people, who see whether names are right.
    """
    guess = _unicode_of(beginning(pieces))
    if _is_all(pieces, guess):
        return guess
    if any(b"\0" in piece for piece in pieces()) or not _is_all(pieces, _CENTRAL_EUROPEAN):
        raise unreadable("FILE_NOT_READABLE")
    return _CENTRAL_EUROPEAN


def shown(encoding: str) -> str:
    """Name an encoding as people know it."""
    if encoding == _CENTRAL_EUROPEAN:
        return "windows-1250"
    return _UNICODE.get(encoding, "UTF-16")


def text_of(pieces: Pieces, encoding: str) -> OpenText:
    """Read a file as text."""

    def opened() -> TextIO:
        raw = io.BufferedReader(_Raw(pieces()), _READ)
        return io.TextIOWrapper(raw, encoding=encoding, newline="")

    return opened


def _unicode_of(start: bytes) -> str:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    # A table begins with an ASCII character: half of an unmarked UTF-16 pair is zero.
    if start[1:2] == b"\0" and start[:1] != b"\0":
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" and start[1:2] not in {b"", b"\0"} else "utf-8"


def _is_all(pieces: Pieces, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces():
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _Raw(io.RawIOBase):
    """Pieces as a file of Python's, whose decoder and line reader are written in C."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]  # narrower than any buffer
        """Fill a buffer as far as the present piece goes; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
