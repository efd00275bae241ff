"""Runs hostile CPU work in processes that can be stopped, off the event loop.

A thread cannot be killed, and a document that finds a weak spot in a parser would hold one for
ever. Each worker is a process of its own with a memory limit, without our environment (so without
our secrets), and ends with its pipe. Why: docs/adr/0010-guarded-fetcher.md.
"""

import asyncio
import os
import pickle
import resource
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from app.fair_slots import FairSlots
from app.worker import LENGTH_BYTES, READY
from contexts import engine_in_use

P = ParamSpec("P")
R = TypeVar("R")

_ROOT = Path(__file__).parents[1]
_START_SECONDS = 60
_PIECE = 64 * 1024
_GROWN = 130 * 1024 * 1024
"""Resident bytes above which a worker is replaced: at rest it has about 70 MiB, or 95 once it has
seen a seal. What hostile documents left in its allocator would come on top of what the next one
takes."""


class WorkerStopped(Exception):
    """The work took too long, or too much memory; its process is gone."""


class Workers:
    """A few worker processes, started when first needed and kept for the next work.

    With `kept` they are kept for so many seconds only.
    """

    def __init__(
        self, count: int, *, seconds: float, grown: int = _GROWN, kept: float | None = None
    ) -> None:
        self._grown = grown
        self._kept = kept
        self._end_of_rest: asyncio.TimerHandle | None = None
        self._slots = FairSlots(count)
        self._seconds = seconds
        self._idle: list[Process] = []
        self._ending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Hand out the workers."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every process."""
        if self._end_of_rest is not None:
            self._end_of_rest.cancel()
        await asyncio.gather(*self._ending, return_exceptions=True)
        while self._idle:
            await _end(self._idle.pop())

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a module's function in a worker; clients who wait for a free one take turns.

        Raises WorkerStopped when it did not finish within its time and memory. An exception in the
        work itself is a bug: it is logged by the worker without its message, and WorkerFailed here.
        """
        return await self.run_within(self._seconds, work, *args, **kwargs)

    async def run_within(
        self, seconds: float, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Do the same in less time: for work that bounds itself less well. Raises WorkerStopped."""
        request = pickle.dumps((work, args, kwargs))
        async with self._slots.one():
            process = self._take_idle() or await _start()
            try:
                async with asyncio.timeout(seconds):
                    answer = await _ask(process, request)
            except BaseException as error:
                await _end(process)
                if isinstance(error, TimeoutError | EOFError | ConnectionError):
                    raise WorkerStopped from error
                raise
            if _has_grown(process, self._grown):
                self._soon(self._replaced(process))
            else:
                self._idle.append(process)
                self._rest()
        succeeded, result = pickle.loads(answer)  # noqa: S301  # from our own process
        if not succeeded:
            raise WorkerFailed(result)
        value: R = result
        return value

    async def _replaced(self, process: Process) -> None:
        """End a process and start another, while nobody waits for it."""
        await _end(process)
        self._idle.append(await _start())

    def _rest(self) -> None:
        """Let the idle ones go when nobody has needed any of them for a while."""
        if self._kept is None:
            return
        if self._end_of_rest is not None:
            self._end_of_rest.cancel()
        self._end_of_rest = asyncio.get_running_loop().call_later(self._kept, self.let_go)

    def let_go(self) -> None:
        """End the idle ones now; the next work starts others."""
        while self._idle:
            self._soon(_end(self._idle.pop()))

    def _soon(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _take_idle(self) -> Process | None:
        while self._idle:
            process = self._idle.pop()
            if process.returncode is None:
                return process
        return None


class WorkerFailed(Exception):
    """The work raised an exception; named by its type only, for messages may hold anything."""


def _has_grown(process: Process, limit: int) -> bool:
    """Tell whether a process holds much more memory than at rest; unknown without /proc."""
    try:
        statm = os.open(
            f"/proc/{process.pid}/statm", os.O_RDONLY
        )  # asked after every piece of work
    except OSError:
        return False
    try:
        pages = int(os.read(statm, 128).split()[1])
    except (OSError, ValueError, IndexError):
        return False
    finally:
        os.close(statm)
    return pages * resource.getpagesize() > limit


async def _start() -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.worker",
        engine_in_use().value,
        stdin=PIPE,
        stdout=PIPE,
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT)},
        start_new_session=True,  # Ctrl-C is for us; the worker ends with its pipe
    )
    try:
        async with asyncio.timeout(_START_SECONDS):
            await _stream(process.stdout).readexactly(len(READY))
    except BaseException:
        await _end(process)
        raise
    return process


async def _ask(process: Process, request: bytes) -> bytearray:
    stdin, stdout = _stream(process.stdin), _stream(process.stdout)
    length = len(request).to_bytes(LENGTH_BYTES)
    if len(request) < _PIECE:
        stdin.write(length + request)  # at once, so that the worker wakes once
    else:
        stdin.write(length)
        stdin.write(request)  # by itself: joined it would be in memory once more
    await stdin.drain()
    expected = int.from_bytes(await stdout.readexactly(LENGTH_BYTES))
    answer = bytearray()
    while len(answer) < expected:  # piece by piece: readexactly() would hold all of it twice
        piece = await stdout.read(min(_PIECE, expected - len(answer)))
        if not piece:
            raise EOFError
        answer += piece
    return answer


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    _stream(process.stdin).close()
    await process.wait()


S = TypeVar("S")


def _stream(stream: S | None) -> S:
    if stream is None:
        raise TypeError("the process was started without pipes")
    return stream
