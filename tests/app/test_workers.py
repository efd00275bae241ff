"""The worker processes: what they do, and what they survive."""

import asyncio
import json
import math
import os
import time

import psutil
import pytest

from app.workers import WorkerFailed, Workers, WorkerStopped
from contexts import Engine, engine_in_use, use_engine
from tests.app.verifying import play


def test_work_is_done_in_another_process() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            assert await workers.run(math.hypot, 3.0, 4.0) == 5
            assert await workers.run(json.dumps, {"a": [1]}, indent=None) == '{"a": [1]}'
            first = await workers.run(os.getpid)
            assert first != os.getpid()
            assert await workers.run(os.getpid) == first, "an idle worker is used again"

    play(story)


def test_idle_workers_end_after_a_while_where_they_are_not_to_be_kept() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20, kept=0.05) as workers:
            first = await workers.run(os.getpid)
            async with asyncio.timeout(20):
                while psutil.pid_exists(first):  # noqa: ASYNC110 - its end is told to nobody
                    await asyncio.sleep(0.01)
            assert await workers.run(os.getpid) != first

    play(story)


def test_idle_workers_can_be_let_go_at_once() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            first = await workers.run(os.getpid)
            workers.let_go()
            assert await workers.run(os.getpid) != first
        assert not psutil.pid_exists(first)

    play(story)


def test_work_that_takes_too_long_is_killed_and_the_next_is_done() -> None:
    async def story() -> None:
        async with Workers(1, seconds=0.2) as workers:
            first = await workers.run_within(20, os.getpid)
            with pytest.raises(WorkerStopped):
                await workers.run(time.sleep, 60)
            with pytest.raises(ProcessLookupError):
                os.kill(first, 0)
            assert await workers.run_within(20, os.getpid) != first

    play(story)


def test_some_work_has_less_time_than_the_rest() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            assert await workers.run_within(10, math.sqrt, 4.0) == 2
            with pytest.raises(WorkerStopped):
                await workers.run_within(0.2, time.sleep, 60)
            assert await workers.run(math.sqrt, 9.0) == 3

    play(story)


def test_work_that_takes_too_much_memory_is_stopped() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            with pytest.raises(WorkerStopped):
                await workers.run(bytearray, 8 * 1024**3)
            assert await workers.run(math.sqrt, 4.0) == 2

    play(story)


def test_a_bug_is_named_and_never_quotes_its_data(capfd: pytest.CaptureFixture[str]) -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            with pytest.raises(WorkerFailed, match=r"^ValueError$"):
                await workers.run(int, "Maja Novak")
            assert await workers.run(math.sqrt, 4.0) == 2

    play(story)
    logged = capfd.readouterr().err
    assert "ValueError" in logged
    assert "Maja" not in logged


def test_a_worker_has_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", "secret")

    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            assert await workers.run(os.getenv, "MASTER_KEY") is None  # noqa: TID251

    play(story)


def test_more_work_than_workers_waits() -> None:
    async def story() -> None:
        async with Workers(2, seconds=20) as workers:
            got = await asyncio.gather(*(workers.run(math.sqrt, float(n * n)) for n in range(30)))
        assert got == [float(n) for n in range(30)]

    play(story)


def test_who_gives_up_waiting_leaves_no_process_behind() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            first = await workers.run(os.getpid)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await workers.run(time.sleep, 60)
            with pytest.raises(ProcessLookupError):
                os.kill(first, 0)
            assert await workers.run(math.sqrt, 4.0) == 2

    play(story)


def test_a_worker_uses_the_engine_of_the_process_that_starts_it() -> None:
    async def story() -> None:
        async with Workers(1, seconds=20) as workers:
            assert await workers.run(engine_in_use) is Engine.MEMOISED

    use_engine(Engine.MEMOISED)
    try:
        play(story)
    finally:
        use_engine(Engine.COMPILED)
