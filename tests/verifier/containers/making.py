"""What the tests of containers build: pictures, archives and documents, good and hostile."""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pypdf import PdfWriter

from verifier.judgement import Judged

ROOT = Path(__file__).parents[3]
VECTORS = ROOT / "tests/vectors/containers"
BADGES = ROOT / "tests/vectors/verifier"

BADGE = (BADGES / "badge.signed.json").read_bytes()
TOKEN = (BADGES / "badge.jwt").read_bytes().strip()
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def example(name: str) -> bytes:
    """Read one of the small examples."""
    return (VECTORS / name).read_bytes()


def chunk(kind: bytes, content: bytes) -> bytes:
    """Frame one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc(kind + content))


def crc(data: bytes) -> int:
    """Give a chunk's checksum."""
    return zlib.crc32(data)


def itxt(text: bytes, keyword: bytes = KEYWORD, *, flags: bytes = b"\0\0") -> bytes:
    """Frame an iTXt chunk."""
    return chunk(b"iTXt", keyword + b"\0" + flags + b"\0\0" + text)


def png(*chunks: bytes) -> bytes:
    """Give a grey pixel, with further chunks before its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return b"\x89PNG\r\n\x1a\n" + header + pixel + b"".join(chunks) + chunk(b"IEND", b"")


def svg(inside: str, *, before: str = "", namespace: str = NAMESPACE) -> bytes:
    """Give a square, with something inside and something before it."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{before}'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="{namespace}" viewBox="0 0 9 9">'
        f'{inside}<path d="M1 1h7v7h-7z"/></svg>\n'
    ).encode()


def archive(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Pack files, by name."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def pdf(files: Mapping[str, bytes], *, password: str = "") -> bytes:
    """Write a document of one empty page, with files attached."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    for name, content in files.items():
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def code_of(read: Callable[[bytes], object], data: bytes) -> str:
    """Give the cause why something is not read."""
    with pytest.raises(Judged) as caught:
        read(data)
    return caught.value.problem.code
