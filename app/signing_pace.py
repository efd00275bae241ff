"""How soon a status list is signed again: the first changes at once, a burst of them together."""

import time
from collections import deque
from collections.abc import Callable

from contexts.shapes.remembering import BoundedMemory

AT_ONCE = 4
"""Signatures of one list within `WINDOW`: whoever revokes a few sees each at once."""
WINDOW = 10.0
APART = 4.0
"""Seconds between the further ones."""
_MOST_LISTS = 10_000


class SigningPace:
    """When this process has signed which list."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._signed: BoundedMemory[str, deque[float]] = BoundedMemory(_MOST_LISTS, _MOST_LISTS)

    def may_sign(self, list_id: str) -> bool:
        """Tell whether a list that has changed is to be signed now."""
        times = self._signed.get(list_id)
        if times is None or len(times) < AT_ONCE:
            return True
        now = self._clock()
        return now - times[0] >= WINDOW or now - times[-1] >= APART

    def note(self, list_id: str) -> None:
        """Note that a list was signed."""
        times = self._signed.keep(list_id, deque(maxlen=AT_ONCE))
        times.append(self._clock())
