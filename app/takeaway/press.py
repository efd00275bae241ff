"""Where pictures and certificates are made: a process of its own, in which clients take turns.

Setting a page takes some ten milliseconds of a processor, and the pictures in it are a school's
file. So it is done apart from answering and verifying: who asks for a thousand certificates waits
for their own, and what goes wrong with a picture ends with the process.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from starlette.requests import HTTPConnection

from app.problems import ApiProblem
from app.workers import Workers, WorkerStopped

P = ParamSpec("P")
R = TypeVar("R")

_SECONDS = 20.0
_GROWN = 260 * 1024 * 1024
"""Resident bytes above which the process is replaced: with fonts and the pictures it remembers it
has about 170 MiB."""


class Press:
    """Make files for learners, one at a time."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def make(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a function of this package in the process. Raises ApiProblem NOT_READY."""
        try:
            return await self._workers.run(work, *args, **kwargs)
        except WorkerStopped:
            raise ApiProblem("NOT_READY", "The file could not be made in time.") from None


@asynccontextmanager
async def open_press() -> AsyncIterator[Press]:
    """Give a press; its process starts with the first work."""
    async with Workers(1, seconds=_SECONDS, grown=_GROWN) as workers:
        yield Press(workers)


def press_of(connection: HTTPConnection) -> Press:
    """Give the press of the service that this request reached."""
    press: Press = connection.app.state.press
    return press
