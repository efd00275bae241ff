"""A memory that strangers fill: bounded in number and size, the least recently used goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BoundedMemory(Generic[Key, Value]):
    """Values by keys. Safe to share between threads."""

    def __init__(self, most: int, most_size: int) -> None:
        self._most = most
        self._most_size = most_size
        self._lock = Lock()
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._size = 0

    def get(self, key: Key) -> Value | None:
        """Return what is kept, which is hereby used."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Key, value: Value, size: int = 1) -> Value:
        """Keep a value, or return the one that another thread has kept meanwhile."""
        with self._lock:
            if key in self._kept:
                return self._kept[key][0]
            self._kept[key] = (value, size)
            self._size += size
            while len(self._kept) > self._most or self._size > self._most_size:
                self._size -= self._kept.popitem(last=False)[1][1]
            return value

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._kept)
