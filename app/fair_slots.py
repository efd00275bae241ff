"""A number of slots for work that has to wait: the clients who wait take turns.

Whoever queues a thousand pieces of work is served as often as whoever queues one, so nobody can
keep another waiting for longer than the work that is under way.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.client import CLIENT, NOBODY

_Turn = asyncio.Future[None]


class FairSlots:
    """Hand out slots in turns; `per_client` keeps some free of whoever holds theirs for long."""

    def __init__(self, total: int, *, per_client: int | None = None) -> None:
        self._free = total
        self._per_client = total if per_client is None else per_client
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[_Turn]] = OrderedDict()
        """By client; the one whose turn is next comes first."""

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a slot, and hold it until the block ends."""
        client = CLIENT.get()
        await self._take(client)
        try:
            yield
        finally:
            self._give_back(client)

    async def _take(self, client: str) -> None:
        # Who waits while a slot is free has its share already: a slot is never kept for them.
        if self._free and self._may(client):
            self._grant(client)
            return
        turn: _Turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # granted in the very moment of leaving
                self._give_back(client)
            else:
                self._leave(client, turn)
            raise

    def _may(self, client: str) -> bool:
        return client == NOBODY or self._held[client] < self._per_client

    def _grant(self, client: str) -> None:
        self._free -= 1
        self._held[client] += 1

    def _give_back(self, client: str) -> None:
        self._free += 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        self._serve()

    def _leave(self, client: str, turn: _Turn) -> None:
        queue = self._waiting.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._waiting[client]

    def _serve(self) -> None:
        """Give the free slots to those whose turn it is."""
        while self._free:
            client = next((one for one in self._waiting if self._may(one)), None)
            if client is None:
                return
            queue = self._waiting[client]
            turn = queue.popleft()
            if queue:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            if not turn.done():
                self._grant(client)
                turn.set_result(None)
