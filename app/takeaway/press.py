"""Where pictures and certificates are made: a process of its own, in which clients take turns.

Setting a page takes some ten milliseconds of a processor, and the pictures in it are a school's
file. So it is done apart from answering and verifying: who asks for a thousand certificates waits
for their own, and what goes wrong with a picture ends with the process.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec, Protocol, Self, TypeVar

from starlette.requests import HTTPConnection

from app.problems import ApiProblem
from app.workers import Workers, WorkerStopped

G = TypeVar("G")
P = ParamSpec("P")
R = TypeVar("R")

_SECONDS = 10.0
_GROWN = 260 * 1024 * 1024
"""Resident bytes above which the process is replaced: with fonts and the pictures it remembers it
has about 170 MiB."""


class Drawable(Protocol):
    """What is drawn with a school's own picture, or without it."""

    def without_own_picture(self) -> Self:
        """Give the same with the picture that is drawn for the programme."""
        ...


D = TypeVar("D", bound=Drawable)


class Elsewhere(Protocol):
    """Where work is done within bounds, such as `app.workers.Workers`."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work. Raises WorkerStopped when it takes too much."""
        ...


class Press:
    """Make files for learners, one at a time."""

    def __init__(self, workers: Elsewhere) -> None:
        self._workers = workers

    async def make(self, work: Callable[[G], bytes], given: G) -> bytes:
        """Make a file in the process. Raises ApiProblem NOT_READY."""
        try:
            return await self._workers.run(work, given)
        except WorkerStopped:
            raise ApiProblem("NOT_READY", "The file could not be made in time.") from None

    async def draw(self, work: Callable[[D], bytes], given: D) -> bytes:
        """Make a file with a school's picture in it; one that takes too long is left out.

        Raises ApiProblem NOT_READY.
        """
        try:
            return await self._workers.run(work, given)
        except WorkerStopped:
            return await self.make(work, given.without_own_picture())


@asynccontextmanager
async def open_press() -> AsyncIterator[Press]:
    """Give a press; its process starts with the first work."""
    async with Workers(1, seconds=_SECONDS, grown=_GROWN) as workers:
        yield Press(workers)


def press_of(connection: HTTPConnection) -> Press:
    """Give the press of the service that this request reached."""
    press: Press = connection.app.state.press
    return press
