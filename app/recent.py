"""What was read of our own records a moment ago, so that a hundred questions cost one reading.

Nothing here outlives a second, nor a write of this process. So a revocation, a new key or a new
profile counts at once where it was made, and within a second in the other processes of the service:
long before the five minutes for which everybody else may keep a copy of a status list.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from app.db.engine import Changes, WouldWait, without_waiting
from contexts import Engine, engine_in_use

P = ParamSpec("P")
V = TypeVar("V")

_SECONDS = 1.0
_MOST = 256
"""Things remembered: a list of revocations has a few kilobytes, the largest a megabyte."""


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    changes: int
    at: float


class Recent:
    """Readings of our own records, by what was asked. Safe to share between threads."""

    def __init__(self, changes: Changes, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._changes = changes
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()

    def recall(self, asked: Hashable, read: Callable[[], V]) -> V:
        """Give what was read a moment ago, or read it; what `read` raises is not remembered."""
        if engine_in_use() is Engine.PLAIN:
            return read()
        # Noted before reading: what is written meanwhile makes the reading outdated.
        changes, now = self._changes.count, self._clock()
        kept = self._kept.get(asked)
        if kept is not None and kept.changes == changes and now - kept.at < _SECONDS:
            value: V = kept.value
            return value
        value = read()
        with self._lock:
            self._kept[asked] = _Kept(value, changes, now)
            self._kept.move_to_end(asked)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return value


async def at_hand_or_read(work: Callable[P, V], *args: P.args, **kwargs: P.kwargs) -> V:
    """Do work on our records: at once where it needs no reading, else in a thread."""
    try:
        with without_waiting():
            return work(*args, **kwargs)
    except WouldWait:
        return await asyncio.to_thread(work, *args, **kwargs)
