"""Bakes a credential into a PNG picture (Open Badges 3.0, section 5.3.1)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_UNCOMPRESSED_IN_NO_LANGUAGE = b"\0\0\0\0\0"
"""End of the keyword, compression flag and method, language, translated keyword (PNG, 11.3.3.4)."""
_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"}
)
"""What the picture is made of; texts, times and whatever cameras add are left out."""
_END = b"IEND"
_LENGTH_AND_KIND = struct.Struct(">I4s")
_CHECKSUM = struct.Struct(">I")


class NotPng(ValueError):
    """The bytes are no PNG picture that is there as a whole."""


def bake_png(picture: bytes, credential: bytes) -> bytes:
    """Put a credential, JSON or a compact JWS, into a picture's one iTXt chunk.

    Every other text of the picture goes, so one that was baked before holds the new credential
    alone. Raises NotPng.
    """
    chunks = [_SIGNATURE]
    for kind, content in _chunks(picture):
        if kind == _END:
            text = _KEYWORD + _UNCOMPRESSED_IN_NO_LANGUAGE + credential
            chunks.append(_chunk(b"iTXt", text))
        if kind in _KEPT:
            chunks.append(_chunk(kind, content))
    return b"".join(chunks)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give type and content of each chunk, the last of which is IEND. Raises NotPng."""
    if not picture.startswith(_SIGNATURE):
        raise NotPng("no PNG signature")
    at, kind = len(_SIGNATURE), b""
    while kind != _END:
        start = at + _LENGTH_AND_KIND.size
        if start > len(picture):
            raise NotPng("it stops before its end")
        length, kind = _LENGTH_AND_KIND.unpack_from(picture, at)
        at = start + length + _CHECKSUM.size
        if at > len(picture):
            raise NotPng("it stops before its end")
        yield kind, picture[start : start + length]


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(content, zlib.crc32(kind))
    return _LENGTH_AND_KIND.pack(len(content), kind) + content + _CHECKSUM.pack(checksum)
