"""A ZIP archive that is sent while it is written: neither memory nor disk holds it."""

from __future__ import annotations

from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class ZipStream:
    """Write entries, and take away the bytes as they come about."""

    def __init__(self) -> None:
        self._written = _Written()
        self._archive = ZipFile(self._written, "w", ZIP_DEFLATED)

    def add(self, name: str, content: bytes) -> None:
        """Write a whole entry."""
        with self.open(name) as entry:
            entry.write(content)

    def open(self, name: str) -> IO[bytes]:
        """Begin an entry; close it before the next."""
        entry = ZipInfo(name)
        entry.compress_type = ZIP_DEFLATED
        opened: IO[bytes] = self._archive.open(entry, "w")
        return opened

    def close(self) -> None:
        """Write the list of entries."""
        self._archive.close()

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        taken = bytes(self._written.waiting)
        self._written.waiting.clear()
        return taken


class _Written:
    """What `ZipFile` takes for a file that cannot go back."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Keep bytes until they are taken."""
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: what waits can still be taken."""
