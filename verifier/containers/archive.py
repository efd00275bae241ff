"""Reads the files of a ZIP archive, by way of the standard library's zipfile."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from verifier.containers.carrier import MOST_BYTES, Container, damaged, locked, too_large
from verifier.judgement import undecided

MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
"""Of an archive, and of an empty one."""

_MOST_FILES = 256
_MOST_TOTAL = 2 * MOST_BYTES
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_NOISE = ("__MACOSX/",)
"""What an operating system adds to every archive it makes."""


def archived_files(data: bytes) -> list[bytes]:
    """Give the files of an archive, unpacked; directories and hidden files are left out.

    Raises Judged: CONTAINER_DAMAGED, CONTAINER_TOO_LARGE, CONTAINER_LOCKED, CONTAINER_PACKING.
    """
    # Counted before zipfile makes an object of each. Bytes that merely look alike only count more.
    if data.count(_ENTRY) > _MOST_FILES:
        raise too_large(Container.ZIP, f"more than {_MOST_FILES} files")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return list(_files(archive))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise damaged(Container.ZIP, f"reading it ended in {type(error).__name__}") from None


def _files(archive: ZipFile) -> Iterator[bytes]:
    left = _MOST_TOTAL
    for entry in archive.infolist():
        if entry.is_dir() or _is_noise(entry):
            continue
        _check(entry)
        with archive.open(entry) as file:
            content = file.read(min(left, MOST_BYTES) + 1)
        if len(content) > min(left, MOST_BYTES):
            raise too_large(Container.ZIP, f"its files unpack to more than {MOST_BYTES} bytes")
        left -= len(content)
        yield content


def _is_noise(entry: ZipInfo) -> bool:
    return entry.filename.startswith(_NOISE) or entry.filename.rpartition("/")[2].startswith(".")


def _check(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise locked(Container.ZIP)
    # Two methods are enough for text, and the others' unpackers need not meet strangers' bytes.
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise undecided(
            "CONTAINER_PACKING",
            "This ZIP archive is packed by another method than deflate.",
            container=Container.ZIP.value,
        )
