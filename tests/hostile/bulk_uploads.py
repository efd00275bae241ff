"""Uploads of many that try to be too many, too large, too deep, or one thing and another."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from tests.hostile.files import archive
from tests.hostile.honest import honest_badge

ZIP = "application/zip"
CSV = "text/csv"
JSON = "application/json"
NDJSON = "application/x-ndjson"
BOUNDARY = "b0undary"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
MEGABYTE = 1 << 20
TOO_LARGE = "413 TOO_LARGE"
UNPACKS_TO_TOO_MUCH = "indeterminate CONTAINER_TOO_LARGE"
NOTHING = "indeterminate NOTHING_TO_VERIFY"
UNREACHABLE = "indeterminate URL_UNREACHABLE"
UNREADABLE = "failed PARSING_ERROR"


@dataclass(frozen=True, slots=True)
class Many:
    """One hostile upload, and what has to come of it."""

    body: bytes
    media_type: str
    expected: str
    """Status and code of a problem; else the rows' outcomes and codes in their order, each with
    how many rows in a row have it."""


def overlapping(entries: int) -> bytes:
    """Write an archive whose entries all name the same two megabytes of blanks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"x" * 2 * MEGABYTE) + packer.flush()
    crc, size = zlib.crc32(b"x" * 2 * MEGABYTE), 2 * MEGABYTE
    fields = struct.pack("<HHHHHIIIH", 20, 0, 8, 0, 0, crc, len(packed), size, 1)
    local = b"PK\x03\x04" + fields + b"\0\0a" + packed
    central = b"PK\x01\x02\x14\0" + fields + bytes(16) + b"a"
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, entries, entries, len(central) * entries, len(local), 0
    )
    return local + central * entries + end


def lying_about_size() -> bytes:
    """Say of sixteen megabytes that they are ten bytes."""
    packed = bytearray(archive(("a.json", bytes(16 * MEGABYTE))))
    at = packed.index(b"PK\x01\x02")
    packed[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(packed)


def zip64() -> bytes:
    """Say that everything is as large as 64 bits can say."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packing, packing.open("a", "w", force_zip64=True) as file:
        file.write(b"{}")
    huge = struct.pack("<Q", 2)
    return written.getvalue().replace(huge, b"\xff" * 8)


def nested(depth: int) -> bytes:
    """Put an archive into an archive, again and again."""
    data = archive(("a.json", honest_badge()))
    for _ in range(depth):
        data = archive(("inner.zip", data))
    return data


def files(count: int) -> bytes:
    """Write a form with many files."""
    part = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n'
    ).encode()
    return part * count + f"--{BOUNDARY}--\r\n".encode()


UPLOADS = {
    "a bomb of sixteen megabytes": Many(
        archive(("a.json", bytes(16 * MEGABYTE))), ZIP, f"1 {UNPACKS_TO_TOO_MUCH}"
    ),
    "a bomb beside a good badge": Many(
        archive(("a", bytes(16 * MEGABYTE)), ("b.json", honest_badge())),
        ZIP,
        f"1 {UNPACKS_TO_TOO_MUCH}, 1 passed",
    ),
    "files that together are too much": Many(
        archive(*((f"{n}.json", b"[" * 2 * MEGABYTE) for n in range(40))),
        ZIP,
        f"8 failed LIMIT_EXCEEDED, 32 {UNPACKS_TO_TOO_MUCH}",
    ),
    "four hundred entries of one file": Many(
        overlapping(400), ZIP, f"8 {UNREADABLE}, 392 {UNPACKS_TO_TOO_MUCH}"
    ),
    "a size that is a lie": Many(lying_about_size(), ZIP, "1 indeterminate CONTAINER_DAMAGED"),
    "sizes of 64 bits": Many(zip64(), ZIP, "1 failed TYPE_MISSING"),
    "an archive in an archive": Many(nested(1), ZIP, "1 passed"),
    "archives nested five deep": Many(nested(5), ZIP, "1 indeterminate CONTAINER_EMPTY"),
    "twenty thousand files": Many(
        archive(*((f"{n}", b"") for n in range(20_000))), ZIP, f"1 {UNPACKS_TO_TOO_MUCH}"
    ),
    "six hundred files": Many(archive(*((f"{n}", b"{}") for n in range(600))), ZIP, TOO_LARGE),
    "names that climb out, or are commands": Many(
        archive(("../../etc/passwd", b"x"), ("=cmd|'/c'!A1", b"x"), ("\u202egnp.exe\x1b[2J", b"x")),
        ZIP,
        f"3 {UNREADABLE}",
    ),
    "a workbook": Many(
        archive(("[Content_Types].xml", b"<Types/>"), ("xl/a.xml", b"x")),
        ZIP,
        "1 indeterminate WORKBOOK",
    ),
    "an archive cut off": Many(nested(0)[:-30], ZIP, "1 indeterminate CONTAINER_DAMAGED"),
    "an archive that is empty": Many(archive(), ZIP, f"1 {NOTHING}"),
    "eleven megabytes": Many(b"x" * 11 * MEGABYTE, CSV, TOO_LARGE),
    "a table of a hundred thousand lines": Many(b"https://a.example/\n" * 100_000, CSV, TOO_LARGE),
    "a million empty lines": Many(b"\n" * MEGABYTE + b"ftp://a\n", CSV, f"1 {UNREADABLE}"),
    "a million separators": Many(b"https://127.0.0.1/" + b";" * MEGABYTE, CSV, f"1 {UNREACHABLE}"),
    "a quotation mark that is never closed": Many(
        b'https://127.0.0.1/;"' + b"x\n" * MEGABYTE, CSV, f"1 {UNREACHABLE}"
    ),
    "a line of eight megabytes": Many(b"x" * 8 * MEGABYTE, CSV, "1 failed LIMIT_EXCEEDED"),
    "an address of a megabyte": Many(
        b"https://a.example/" + b"a" * MEGABYTE, CSV, f"1 {UNREACHABLE}"
    ),
    "addresses inside": Many(
        b"url\nhttps://127.0.0.1/\nhttps://[::1]/\nhttps://169.254.169.254/\nfile:///etc/passwd\n",
        CSV,
        f"3 {UNREACHABLE}, 1 {NOTHING}",
    ),
    "a table with zeros in it": Many(b"url\0\nhttps://127.0.0.1/\0\n", CSV, f"1 {UNREACHABLE}"),
    "an array of a million": Many(b"[" + b"0," * MEGABYTE + b"0]", JSON, TOO_LARGE),
    "an array a hundred thousand deep": Many(b"[" * 100_000, JSON, "1 failed LIMIT_EXCEEDED"),
    "an array of arrays a hundred thousand deep": Many(
        b"[[" + b"[" * 100_000 + b"]" * 100_000 + b"]]", JSON, "1 failed LIMIT_EXCEEDED"
    ),
    "an array of everything": Many(
        b'[null, 7, "x", [], {}, "\\ud800", {"url": 7}, {"url": "javascript:x"}]',
        JSON,
        f"3 {UNREADABLE}, 1 indeterminate FORMAT_NOT_SUPPORTED, 1 failed TYPE_MISSING, "
        f"1 {UNREADABLE}, 1 failed TYPE_MISSING, 1 {UNREADABLE}",
    ),
    "a hundred thousand lines of JSON": Many(b"{}\n" * 100_000, NDJSON, TOO_LARGE),
    "lines that are broken": Many(
        b"{}\n{\n[\n\xff\n", NDJSON, f"1 failed TYPE_MISSING, 3 {UNREADABLE}"
    ),
    "a form of a hundred and one files": Many(files(101), FORM, "400 BAD_REQUEST"),
    "a form without its end": Many(files(3)[:-20], FORM, "400 BAD_REQUEST"),
    "a form of nothing but boundaries": Many(
        f"--{BOUNDARY}\r\n".encode() * 100_000, FORM, "400 BAD_REQUEST"
    ),
    "nothing": Many(b" \n ", CSV, "400 BAD_REQUEST"),
    "a picture's type": Many(b"x", "image/png", "415 UNSUPPORTED_MEDIA_TYPE"),
}
