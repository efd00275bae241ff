"""One client floods the verifier in every way there is; the next one is served all the same."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import pytest

from app.client import CLIENT
from app.fetching import FetchRules, GuardedFetcher, Reason
from app.places import TooBusy
from app.submissions import Submission
from tests.app.verifying import (
    NOW,
    SCHOOL,
    FakeFetcher,
    example,
    play,
    school_documents,
    verifying,
)
from verifier import Unavailable

BADGE = Submission(body=example("badge.signed.json"))


def flood(times: int, work: Callable[[], Awaitable[object]]) -> list[asyncio.Task[object]]:
    """Start the same work many times on one client's behalf."""

    async def story() -> object:
        CLIENT.set("203.0.113.1")
        return await work()

    return [asyncio.create_task(story()) for _ in range(times)]


async def ended(tasks: Sequence[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_costly_documents_of_one_do_not_keep_another_waiting() -> None:
    async def story() -> None:
        fetcher = FakeFetcher(school_documents())
        async with verifying(fetcher=fetcher, trusted={SCHOOL: "Šola"}) as verification:
            await verification.verify_submission(BADGE, now=NOW)
            greedy = flood(200, lambda: verification.work(time.sleep, 0.05))
            await asyncio.sleep(0)
            CLIENT.set("2001:db8::/64")
            report = await verification.verify_submission(BADGE, now=NOW)
            assert report["outcome"] == "passed"
            refused = [task for task in greedy if task.done() and task.exception()]
            assert {type(task.exception()) for task in refused} == {TooBusy}
            assert len(refused) == 200 - 16
            # A few pieces of work in the one worker, and before each at most one of the flood's 16.
            assert sum(task.done() for task in greedy) - len(refused) < 16 // 2
            await ended(greedy)

    play(story)


@pytest.mark.parametrize("host", ["slow.example", "other.example"])
def test_slow_hosts_of_one_do_not_keep_another_from_fetching(host: str) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        del port
        await asyncio.sleep(3600 if CLIENT.get() == "203.0.113.1" else 0)
        return () if host else ("203.0.113.1",)

    async def story() -> None:
        rules = FetchRules(parallel=6, parallel_per_client=4, parallel_per_host=3)
        async with GuardedFetcher(rules, resolve=resolve) as fetcher:
            greedy = flood(50, lambda: fetcher.fetch(f"https://slow.example/{time.time_ns()}", NOW))
            greedy += flood(50, lambda: fetcher.fetch(f"https://x{time.time_ns()}.example/", NOW))
            await asyncio.sleep(0.05)
            CLIENT.set("198.51.100.1")
            async with asyncio.timeout(20):  # a slot of the others is free in an hour
                answer = await fetcher.fetch(f"https://{host}/keys", NOW)
            assert isinstance(answer, Unavailable)
            assert answer.reason == Reason.UNRESOLVED.value
            await ended(greedy)

    play(story)
