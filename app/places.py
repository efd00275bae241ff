"""A number of places for work under way, of which one client never has all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from app.client import CLIENT, NOBODY

_RETRY_AFTER_SECONDS = 5


class TooBusy(Exception):
    """There is more to do than can be done now."""

    def __init__(self) -> None:
        super().__init__("Too many verifications are under way. Try again shortly.")
        self.retry_after = _RETRY_AFTER_SECONDS
        """Seconds."""


class Places:
    """Hand out places without waiting."""

    def __init__(self, total: int, *, per_client: int) -> None:
        self._total = total
        self._per_client = per_client
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a place for the calling client until the block ends. Raises TooBusy."""
        client = CLIENT.get()
        has_its_share = client != NOBODY and self._taken[client] >= self._per_client
        if has_its_share or self._taken.total() >= self._total:
            raise TooBusy
        self._taken[client] += 1
        try:
            yield
        finally:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]
