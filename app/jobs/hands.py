"""Processes of our own that issue and seal chunks, so that every core works and HTTP stays quick.

Unlike the verifier's workers they hold the vault, and so they never see what strangers send: they
are handed ids alone. The master key reaches them through the pipe that they are started with.
Why: docs/adr/0026-jobs.md.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from app.allocator import give_back
from app.clock import RandomIds, SystemClock
from app.jobs.job import Job
from app.jobs.performing import perform
from app.opening import open_services
from app.services import Services
from app.settings import Settings
from contexts import use_engine

_SECONDS_TO_FINISH = 3.0
"""Enough for most chunks to be issued; sealing one takes minutes."""
_ALLOCATIONS_BETWEEN_LOOKS = 50_000
"""Of Python's collector of cycles, for which 700 is usual."""


class JobFailed(Exception):
    """The job did not come to its end; told by type only, for messages may hold anything."""


class Hands:
    """A few such processes, started with the first job and kept for the next ones."""

    def __init__(self, settings: Settings, count: int) -> None:
        self.count = count
        self._settings = settings
        self._processes: ProcessPoolExecutor | None = None

    async def do(self, job: Job) -> None:
        """Have a job done. Raises JobFailed, also when the process was killed."""
        if self._processes is None:
            self._processes = self._started()
        used = self._processes
        try:
            failure = await asyncio.get_running_loop().run_in_executor(used, _do, job)
        except BrokenProcessPool:
            # One that was killed takes the others along; whoever notices first starts anew.
            if self._processes is used:
                self._processes = None
            used.shutdown(wait=False)
            raise JobFailed("ProcessKilled") from None
        if failure is not None:
            raise JobFailed(failure)

    def close(self) -> None:
        """End the processes; a job that takes longer than a moment is done anew another time."""
        if self._processes is None:
            return
        self._processes.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.join(_SECONDS_TO_FINISH)
            process.kill()
            process.join()

    def _started(self) -> ProcessPoolExecutor:
        # Not forked from this process: its threads and connections would be half there. They are
        # forked from one that has loaded the code and nothing else, and share its memory.
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(
            self.count,
            mp_context=context,
            initializer=_begin,
            initargs=(self._settings,),
        )


@dataclass(slots=True)
class _Hand:
    """What one of these processes works with."""

    services: Services | None = None


_HAND = _Hand()


def _begin(settings: Settings) -> None:
    """Open the service's parts in a process that has just been started."""
    gc.freeze()  # a look at what was loaded would write to it, and end the sharing
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    Thread(target=_end_with_parent, daemon=True).start()
    logging.basicConfig(level=settings.log_level.upper())
    use_engine(settings.engine)
    _HAND.services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    # Rows of a chunk are many and hold no cycles: looking through them again and again for some,
    # and through all that is loaded, takes a third of the time of both transactions (measured).
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_LOOKS)


def _do(job: Job) -> str | None:
    if _HAND.services is None:
        return "NotReady"
    try:
        perform(_HAND.services, job)
    except Exception as error:  # noqa: BLE001 - whatever it is, the job is tried again
        return type(error).__qualname__
    finally:
        give_back()
    return None


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()  # killed, it could not tell us
        os._exit(1)
