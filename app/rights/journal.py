"""The journal of erasures: a file beside the database, so that a backup cannot undo them.

A restored database has the keys of learners who were erased since. The journal tells which, and at
the next start they are destroyed again. It holds random ids and dates, nobody's name. Keep it where
the database's backups do not reach (docs/rights.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

_FOR_THE_OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure, as the journal knows it."""

    receipt: str
    learner_id: str
    organisation_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Journal:
    """The file; its folder exists."""

    path: Path

    def append(self, entry: Entry) -> None:
        """Write an entry, and return when the disk has it."""
        line = orjson.dumps(
            {
                "receipt": entry.receipt,
                "learner": entry.learner_id,
                "organisation": entry.organisation_id,
                "at": entry.at.isoformat(),
            }
        )
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        descriptor = os.open(self.path, flags, _FOR_THE_OWNER_ALONE)
        try:
            # A line that a crash cut off must not swallow this one.
            written = (b"\n" if _is_cut_off(descriptor) else b"") + line + b"\n"
            # One write of a short line: two processes do not mix theirs.
            if os.write(descriptor, written) != len(written):
                raise OSError(f"The disk took only a part of an entry: {self.path}")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def entries(self) -> Iterator[Entry]:
        """Read every entry; a last line that a crash cut off was never promised to anybody."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    read = orjson.loads(line)
                    yield Entry(
                        read["receipt"],
                        read["learner"],
                        read["organisation"],
                        datetime.fromisoformat(read["at"]),
                    )
                except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
                    continue


def _is_cut_off(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
