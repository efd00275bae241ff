"""When to compile: never for one document, and never dearer than the full paths that were taken."""

from collections.abc import Hashable
from threading import Lock

from contexts.shapes.remembering import BoundedMemory

MAX_SEEN = 4_096
COST = 4
"""Full paths of the same document that one compilation costs, about."""
MAX_CREDIT = 100_000
"""Entries of structures (a badge has some 400) for which a compilation may be saved up, and which
may be compiled at the start."""


class Thrift:
    """Decides which shape may be compiled now. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: BoundedMemory[int, bool] = BoundedMemory(MAX_SEEN, MAX_SEEN)
        self._credit = MAX_CREDIT

    def is_due(self, sighting: Hashable, size: int) -> bool:
        """Note that a full path was taken, and tell whether to compile what was seen.

        `size` is the number of entries of the document's structure.
        """
        number = hash(sighting)  # a number, so that nothing of a stranger's document is kept
        with self._lock:
            self._credit = min(self._credit + size, MAX_CREDIT)
            if self._seen.get(number) is None:
                self._seen.keep(number, value=True)
                return False
            if self._credit < COST * size:
                return False
            self._credit -= COST * size
            return True
