"""Reads a baked PNG: Open Badges 3.0, section 5.3.1, over the PNG specification's chunks."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.containers.carrier import MOST_BYTES, Carried, Container, damaged, empty, too_large
from verifier.containers.inflating import inflate

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_CREDENTIALS = (b"openbadgecredential", b"clrcredential")
_OPEN_BADGES_2 = b"openbadges"
_TEXTS = (b"iTXt", b"tEXt")
_FRAME = struct.Struct(">I4s")
_CHECKSUM = struct.Struct(">I")
_LONGEST_KEYWORD = 79
_MOST_CHUNKS = 20_000


@dataclass(frozen=True, slots=True)
class _Text:
    """A chunk of text, by its keyword."""

    kind: bytes
    keyword: bytes
    rest: bytes
    intact: bool
    """Whether its checksum is right."""


def read_png(data: bytes) -> Carried:
    """Take the first credential out of a picture.

    One of Open Badges 2.0 is taken when there is no other. Raises Judged: CONTAINER_EMPTY,
    CONTAINER_DAMAGED, CONTAINER_TOO_LARGE.
    """
    texts, whole = _texts(data)
    credentials = [text for text in texts if text.keyword in _CREDENTIALS]
    if credentials:
        return Carried(_content(credentials[0]), len(credentials) - 1)
    for text in texts:
        if text.keyword == _OPEN_BADGES_2:
            return Carried(_content(text), is_open_badges_2=True)
    if not whole:
        raise damaged(Container.PNG, "it stops before its end, and no credential came until there")
    raise empty(Container.PNG)


def _texts(data: bytes) -> tuple[list[_Text], bool]:
    """Give the chunks of text, and whether the picture is there to its end."""
    found: list[_Text] = []
    for number, (kind, content, intact) in enumerate(_chunks(data)):
        if number > _MOST_CHUNKS:
            raise too_large(Container.PNG, f"it is made of more than {_MOST_CHUNKS} chunks")
        if kind == b"IEND":
            return found, True
        if kind in _TEXTS:
            keyword, zero, rest = content.partition(b"\0")
            if zero and 1 <= len(keyword) <= _LONGEST_KEYWORD:
                found.append(_Text(kind, bytes(keyword), rest, intact))
    return found, False


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Give type, content and checksum's verdict of each chunk that is there as a whole."""
    at = len(SIGNATURE)
    while at + _FRAME.size <= len(data):
        length, kind = _FRAME.unpack_from(data, at)
        start = at + _FRAME.size
        end = start + length
        if end + _CHECKSUM.size > len(data):
            return
        content = data[start:end] if kind in _TEXTS else b""
        # What is not read needs no checksum: only the credential has to have arrived whole.
        intact = (
            kind not in _TEXTS
            or zlib.crc32(content, zlib.crc32(kind))
            == _CHECKSUM.unpack(data[end : end + _CHECKSUM.size])[0]
        )
        yield kind, content, intact
        at = end + _CHECKSUM.size


def _content(text: _Text) -> bytes:
    if not text.intact:
        raise damaged(Container.PNG, "the checksum of the credential's chunk is wrong")
    if text.kind == b"tEXt":
        return text.rest
    return _international(text.rest)


def _international(rest: bytes) -> bytes:
    """Read an iTXt chunk after its keyword: two flags, language, translated keyword, text."""
    flags, tail = rest[:2], rest[2:]
    _language, _, tail = tail.partition(b"\0")
    _translated, zero, text = tail.partition(b"\0")
    if flags not in (b"\0\0", b"\1\0") or not zero:
        raise damaged(Container.PNG, "the credential's chunk has a wrong header")
    if flags == b"\0\0":
        return text
    # Open Badges wants the text uncompressed; compressed all the same, it is read within bounds.
    try:
        inflated = inflate(text, MOST_BYTES)
    except zlib.error:
        raise damaged(Container.PNG, "the compressed credential cannot be unpacked") from None
    if inflated is None:
        raise too_large(Container.PNG, f"the credential unpacks to more than {MOST_BYTES} bytes")
    return inflated
