"""Pictures, archives, PDF and XML: bombs, entities, and files that are two things at once."""

import io
import struct
import zipfile
import zlib

from tests.hostile.case import Case, Sent, fixed
from tests.hostile.honest import honest_badge

NOT_READ = "indeterminate FORMAT_NOT_SUPPORTED"
DAMAGED = "indeterminate CONTAINER_DAMAGED"
EMPTY = "indeterminate CONTAINER_EMPTY"
ENTITIES = "indeterminate CONTAINER_ENTITIES"
TOO_LARGE = "indeterminate CONTAINER_TOO_LARGE"
PNG = b"\x89PNG\r\n\x1a\n"


def file(data: bytes, expected: str, media_type: str = "image/png") -> Case:
    """Send a file as it is."""
    return Case(lambda _: Sent(data, media_type), expected)


def chunk(kind: bytes, data: bytes, length: int | None = None) -> bytes:
    """Write one chunk of a PNG, with a right checksum and perhaps a wrong length."""
    size = len(data) if length is None else length
    return struct.pack(">I", size) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, width: int = 1) -> bytes:
    """Write a PNG."""
    header = struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)
    return b"".join((PNG, chunk(b"IHDR", header), *chunks, chunk(b"IEND", b"")))


def itxt(
    text: bytes, *, compressed: bool = False, keyword: bytes = b"openbadgecredential"
) -> bytes:
    """Bake a text into a PNG's chunk."""
    body = zlib.compress(text, 9) if compressed else text
    return chunk(b"iTXt", keyword + bytes((0, int(compressed), 0, 0, 0)) + body)


def archive(*files: tuple[str, bytes]) -> bytes:
    """Write a ZIP."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, data in files:
            packing.writestr(name, data)
    return written.getvalue()


def svg(inside: str, doctype: str = "") -> bytes:
    """Write an SVG."""
    return f'{doctype}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def billion_laughs() -> str:
    """Define entities that grow tenfold at each step."""
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE svg [{''.join(lines)}]>"


EXTERNAL = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SVG = "image/svg+xml"
ZIP = "application/zip"
PDF = "application/pdf"

CASES = {
    "PNG without anything": file(PNG, DAMAGED),
    "PNG's mark cut off": file(PNG[:5], "failed PARSING_ERROR"),
    "PNG text bomb of 16 megabytes": file(png(itxt(bytes(16 << 20), compressed=True)), TOO_LARGE),
    "PNG of two thousand million pixels": file(png(width=2**31 - 1), TOO_LARGE),
    "PNG chunk longer than the file": file(png(chunk(b"iTXt", b"x", length=2**31 - 1)), DAMAGED),
    "PNG chunk of negative length": file(png(chunk(b"iTXt", b"x", length=2**32 - 1)), DAMAGED),
    "PNG with a hundred thousand chunks": file(png(chunk(b"tEXt", b"a\0b") * 100_000), TOO_LARGE),
    "PNG with a badge and a wrong checksum": file(
        png(itxt(honest_badge())[:-4] + b"\0\0\0\0"), DAMAGED
    ),
    "SVG with a billion laughs": file(svg("&l9;", billion_laughs()), ENTITIES, media_type=SVG),
    "SVG with an external entity": file(svg("&x;", EXTERNAL), ENTITIES, media_type=SVG),
    "SVG with a script": file(svg("<script>alert(1)</script>"), EMPTY, media_type=SVG),
    "SVG a hundred thousand deep": file(svg("<g>" * 100_000), DAMAGED, media_type=SVG),
    "SVG that is never closed": file(b"<svg", NOT_READ, media_type=SVG),
    "XML with a billion laughs": file(billion_laughs().encode(), ENTITIES, media_type=SVG),
    "XML in UTF-16": file(
        '<?xml version="1.0"?><svg/>'.encode("utf-16"), "failed PARSING_ERROR", media_type=SVG
    ),
    "ZIP bomb of 16 megabytes": file(
        archive(("a.json", bytes(16 << 20))), TOO_LARGE, media_type=ZIP
    ),
    "ZIP inside ZIP": file(archive(("b.zip", archive(("a.json", b"{}")))), EMPTY, media_type=ZIP),
    "ZIP that climbs out": file(archive(("../../etc/passwd", b"x")), EMPTY, media_type=ZIP),
    "ZIP of five thousand files": file(
        archive(*((f"{n}.json", b"{}") for n in range(5_000))), TOO_LARGE, media_type=ZIP
    ),
    "ZIP cut off": file(archive(("a.json", b"{}"))[:20], DAMAGED, media_type=ZIP),
    "ZIP that is empty": file(archive(), EMPTY, media_type=ZIP),
    "PDF without anything": file(b"%PDF-1.7", DAMAGED, media_type=PDF),
    "PDF that points to itself": file(
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R"
        b"/Prev 0>>\nstartxref\n0\n%%EOF",
        EMPTY,
        media_type=PDF,
    ),
    "PDF with a stream bomb": file(
        b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n"
        + zlib.compress(bytes(16 << 20), 9)
        + b"\nendstream endobj",
        DAMAGED,
        media_type=PDF,
    ),
    "picture and badge in one": fixed(PNG + honest_badge(), DAMAGED),
    "a badge that ends as a ZIP": fixed(
        honest_badge() + archive(("a.json", b"{}")), "failed PARSING_ERROR"
    ),
}
