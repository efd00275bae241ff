"""Reads the files of a ZIP archive, by way of the standard library's zipfile."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from verifier.containers.carrier import MOST_BYTES, Container, damaged, locked, too_large
from verifier.judgement import Judged, undecided

MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
"""Of an archive, and of an empty one."""

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_NAME_IS_UTF_8 = 0x800
_NOISE = ("__MACOSX/",)
"""What an operating system adds to every archive it makes."""
_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class ArchiveBounds:
    """How much of an archive is read."""

    files: int = 256
    total_bytes: int = 2 * MOST_BYTES
    """Of all files together, unpacked."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of an archive."""

    name: str
    """As the archive gives it, folders and all; it is shown and never opened."""
    content: bytes | Judged
    """Unpacked; or why it cannot be read."""


ONE_CREDENTIAL = ArchiveBounds()


def archived_files(data: bytes) -> list[bytes]:
    """Give the files of an archive, unpacked; directories and hidden files are left out.

    Raises Judged: CONTAINER_DAMAGED, CONTAINER_TOO_LARGE, CONTAINER_LOCKED, CONTAINER_PACKING.
    """
    contents = []
    for file in named_files(data, ONE_CREDENTIAL):
        if isinstance(file.content, Judged):
            raise file.content
        contents.append(file.content)
    return contents


def named_files(data: bytes, bounds: ArchiveBounds) -> Iterator[ArchivedFile]:
    """Give each file of an archive with its name; one that cannot be read leaves the others be.

    Raises Judged for the archive as a whole: CONTAINER_DAMAGED, CONTAINER_TOO_LARGE.
    """
    # Counted before zipfile makes an object of each. Bytes that merely look alike only count more.
    if data.count(_ENTRY) > bounds.files:
        raise too_large(Container.ZIP, f"more than {bounds.files} files")
    try:
        archive = ZipFile(BytesIO(data))
    except _UNREADABLE as error:
        raise _damaged_by(error) from None
    left = bounds.total_bytes
    with archive:
        for entry in archive.infolist():
            if entry.is_dir() or _is_noise(entry):
                continue
            content = _content(archive, entry, left)
            left -= 0 if isinstance(content, Judged) else len(content)
            yield ArchivedFile(_name(entry), content)


def _content(archive: ZipFile, entry: ZipInfo, left: int) -> bytes | Judged:
    refusal = _refusal(entry)
    if refusal is not None:
        return refusal
    most = min(left, MOST_BYTES)
    try:
        with archive.open(entry) as file:
            content = file.read(most + 1)
    except _UNREADABLE as error:
        return _damaged_by(error)
    if len(content) > most:
        return too_large(Container.ZIP, f"its files unpack to more than {MOST_BYTES} bytes")
    return content


def _is_noise(entry: ZipInfo) -> bool:
    return entry.filename.startswith(_NOISE) or entry.filename.rpartition("/")[2].startswith(".")


def _name(entry: ZipInfo) -> str:
    """Read a name: without its mark, programs write UTF-8 or the code page of Central Europe."""
    if entry.flag_bits & _NAME_IS_UTF_8:
        return entry.filename
    try:
        written = entry.filename.encode("cp437")  # what zipfile took it for (APPNOTE, appendix D)
    except UnicodeEncodeError:
        return entry.filename
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("cp852")


def _refusal(entry: ZipInfo) -> Judged | None:
    if entry.flag_bits & _ENCRYPTED:
        return locked(Container.ZIP)
    # Two methods are enough for text, and the others' unpackers need not meet strangers' bytes.
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return undecided(
            "CONTAINER_PACKING",
            "This ZIP archive is packed by another method than deflate.",
            container=Container.ZIP.value,
        )
    return None


def _damaged_by(error: Exception) -> Judged:
    return damaged(Container.ZIP, f"reading it ended in {type(error).__name__}")
