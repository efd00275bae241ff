"""Lets an answer arrive that was given before the whole request had come.

A socket that is closed with unread data resets the connection, and a client still sending loses the
answer with it (RFC 9112, section 9.6). So we stop sending, and read what still comes for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

_IDLE_SECONDS = 5.0
"""How long nothing may come before we hang up."""


class LingeringTransport:
    """A transport whose `close` first lets the other side finish, when it is still sending."""

    def __init__(self, transport: asyncio.Transport, may_come: Callable[[], int]) -> None:
        self._transport = transport
        self._may_come = may_come
        """Gives how many more bytes the other side may still send, at most."""
        self._hanging_up: asyncio.TimerHandle | None = None
        self._left = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # all that a transport can do
        """Give everything else as it is."""
        return getattr(self._transport, name)

    @property
    def lingers(self) -> bool:
        """Tell whether what comes is to be thrown away."""
        return self._hanging_up is not None

    def is_closing(self) -> bool:
        """Tell whether nothing more is to be written."""
        return self.lingers or self._transport.is_closing()

    def close(self) -> None:
        """Close now, or once the other side has nothing more to send."""
        if self.lingers:
            return
        self._left = self._may_come()
        if not self._left or self._transport.is_closing():
            self._transport.close()
            return
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._transport.resume_reading()
        self._wait()

    def throw_away(self, data: bytes) -> None:
        """Take what came while lingering; hang up on who never ends."""
        self._left -= len(data)
        self._stop_waiting()
        if self._left < 0:
            self._transport.close()
        else:
            self._wait()

    def hang_up(self) -> None:
        """Close at once."""
        self._stop_waiting()
        self._transport.close()

    def _wait(self) -> None:
        self._hanging_up = asyncio.get_running_loop().call_later(_IDLE_SECONDS, self.hang_up)

    def _stop_waiting(self) -> None:
        if self._hanging_up is not None:
            self._hanging_up.cancel()
