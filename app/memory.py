"""What a process remembers so as not to work it out again; the naive path remembers nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from contexts.engine import Engine, engine_in_use

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """A few values by key; what was not used for longest is forgotten first.

    A key has to name all that its value follows from: nothing here notices a change.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Give the value; None when it is not known. The naive engine knows nothing."""
        if engine_in_use() is Engine.PLAIN:
            return None
        with self._lock:
            value = self._known.get(key)
            if value is not None:
                self._known.move_to_end(key)
            return value

    def keep(self, key: K, value: V) -> None:
        """Remember a value."""
        with self._lock:
            self._known[key] = value
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def forget(self, is_over: Callable[[K], bool]) -> None:
        """Forget the values of some keys."""
        with self._lock:
            for key in [each for each in self._known if is_over(each)]:
                del self._known[key]
