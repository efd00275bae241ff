"""When to compile: never for one document, and never dearer than the full paths that were taken."""

from collections.abc import Hashable
from threading import Lock

from contexts.shapes.remembering import BoundedMemory

MAX_SEEN = 4_096
COST = 4
"""Full paths that one compilation costs, about."""
MAX_CREDIT = 32 * COST
"""So many full paths are remembered; at the start so much may be compiled."""


class Thrift:
    """Decides which shape may be compiled now. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: BoundedMemory[int, bool] = BoundedMemory(MAX_SEEN, MAX_SEEN)
        self._credit = MAX_CREDIT

    def is_due(self, sighting: Hashable) -> bool:
        """Note that a full path was taken, and tell whether to compile what was seen."""
        number = hash(sighting)  # a number, so that nothing of a stranger's document is kept
        with self._lock:
            self._credit = min(self._credit + 1, MAX_CREDIT)
            if self._seen.get(number) is None:
                self._seen.keep(number, value=True)
                return False
            if self._credit < COST:
                return False
            self._credit -= COST
            return True
