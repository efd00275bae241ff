"""Wakes the background work at once, from whatever thread has just left it something to do."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import anyio


class Bell:
    """One listener waits for it, anybody rings it; rings during the work are heard after it."""

    def __init__(self) -> None:
        self._heard: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def ring(self) -> None:
        """Wake the listener; without one, its next round finds the work anyway."""
        if self._heard is None:
            return
        loop, event = self._heard
        with suppress(RuntimeError):  # the loop is closed: the service is ending
            loop.call_soon_threadsafe(event.set)

    async def rung(self, *, within: float) -> None:
        """Wait for a ring, but no longer than so many seconds."""
        loop = asyncio.get_running_loop()
        if self._heard is None or self._heard[0] is not loop:
            self._heard = (loop, asyncio.Event())
        event = self._heard[1]
        with anyio.move_on_after(within):
            await event.wait()
        event.clear()
