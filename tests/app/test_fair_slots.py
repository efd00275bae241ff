"""Clients who wait take turns: no number of requests of one keeps another waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client import CLIENT
from app.fair_slots import FairSlots
from tests.app.verifying import play


def as_client(name: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    """Start work on somebody's behalf."""

    async def story() -> None:
        CLIENT.set(name)
        await work()

    return asyncio.create_task(story())


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.integers(1, 4))
def test_whoever_waits_is_served_in_turns(clients: list[str], total: int) -> None:
    served: list[str] = []

    async def story() -> None:
        slots = FairSlots(total)
        gate = asyncio.Event()

        async def hold() -> None:
            async with slots.one():
                await gate.wait()

        async def once(name: str) -> None:
            async with slots.one():
                served.append(name)

        holders = [as_client("x", hold) for _ in range(total)]
        await asyncio.sleep(0)
        tasks = [as_client(name, partial(once, name)) for name in clients]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*holders, *tasks)

    asyncio.run(story())
    assert sorted(served) == sorted(clients)
    # Between two turns of one client, everybody else who still waits has a turn.
    for name in set(clients):
        first = served.index(name)
        assert first <= len(set(clients)) - 1


def test_a_thousand_requests_of_one_do_not_delay_another() -> None:
    served: list[str] = []

    async def story() -> None:
        slots = FairSlots(1)

        async def work(name: str) -> None:
            async with slots.one():
                await asyncio.sleep(0)
                served.append(name)

        flood = [as_client("greedy", lambda: work("greedy")) for _ in range(1000)]
        await asyncio.sleep(0)
        await as_client("honest", lambda: work("honest"))
        assert served.index("honest") <= 3
        await asyncio.gather(*flood)

    play(story)


def test_a_client_s_share_leaves_slots_for_the_others() -> None:
    async def story() -> None:
        slots = FairSlots(3, per_client=2)

        async def for_ever() -> None:
            async with slots.one():
                await asyncio.sleep(3600)

        async def once() -> None:
            async with slots.one():
                pass

        flood = [as_client("greedy", for_ever) for _ in range(50)]
        await asyncio.sleep(0)
        for _ in range(5):
            await as_client("honest", once)
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
        await asyncio.gather(*(as_client("greedy", once) for _ in range(9)))

    play(story)


@pytest.mark.parametrize("moment", ["waiting", "granted"])
def test_who_leaves_loses_no_slot(moment: str) -> None:
    async def story() -> None:
        slots = FairSlots(1)
        gate = asyncio.Event()

        async def hold() -> None:
            async with slots.one():
                await gate.wait()

        async def once() -> None:
            async with slots.one():
                pass

        holder = as_client("a", hold)
        await asyncio.sleep(0)
        leaver = as_client("b", once)
        await asyncio.sleep(0)
        if moment == "granted":
            gate.set()
            await asyncio.wait([holder])
        leaver.cancel()
        gate.set()
        await asyncio.gather(holder, leaver, return_exceptions=True)
        await as_client("c", once)

    play(story)
