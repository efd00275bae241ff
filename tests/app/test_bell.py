"""app.bell: whoever waits is woken at once, from any thread, and no ring is lost."""

from __future__ import annotations

import time
from threading import Timer

import anyio
import pytest

from app.bell import Bell

LONG = 30.0


def test_a_ring_from_another_thread_wakes_at_once() -> None:
    bell = Bell()

    async def wait() -> float:
        ringer = Timer(0.05, bell.ring)
        ringer.start()
        began = time.monotonic()
        await bell.rung(within=LONG)
        ringer.join()
        return time.monotonic() - began

    assert anyio.run(wait) < LONG / 2


def test_a_ring_during_the_work_is_heard_after_it() -> None:
    bell = Bell()

    async def work() -> float:
        await bell.rung(within=0.01)
        bell.ring()
        bell.ring()
        began = time.monotonic()
        await bell.rung(within=LONG)
        return time.monotonic() - began

    assert anyio.run(work) < LONG / 2


def test_without_a_ring_the_wait_ends_by_itself() -> None:
    anyio.run(lambda: Bell().rung(within=0.01))


@pytest.mark.parametrize("listened", [False, True])
def test_ringing_where_nobody_listens_does_no_harm(*, listened: bool) -> None:
    bell = Bell()
    if listened:
        anyio.run(lambda: bell.rung(within=0.01))
    bell.ring()
