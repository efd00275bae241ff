"""Many items side by side: rows in order, and one's failure is nobody else's."""

import asyncio
from datetime import datetime

from app.allowance import Allowance
from app.bulk.item import Item, nothing_in
from app.bulk.run import BulkRun
from tests.app.verifying import (
    KEYS_URL,
    LIST_URL,
    NOW,
    PUBLIC_URL,
    SCHOOL,
    FakeFetcher,
    Json,
    example,
    play,
    school_documents,
    verifying,
)
from verifier import Resource
from verifier.limits import LIMITS

BADGE = example("badge.signed.json")


class SlowFetcher(FakeFetcher):
    """Never answer an address with "slow" in it."""

    async def fetch(
        self, url: str, now: datetime, *, max_bytes: int = LIMITS.resource_bytes
    ) -> Resource:
        """Give what the dict has, or wait."""
        if "slow" in url:
            await asyncio.sleep(3600)
        return await super().fetch(url, now, max_bytes=max_bytes)


def rows_of(items: list[Item], *, seconds: float = 20) -> list[Json]:
    found: list[Json] = []

    async def story() -> None:
        fetcher = SlowFetcher(school_documents())
        async with verifying(fetcher=fetcher, trusted={SCHOOL: "Šola"}) as verification:
            run = BulkRun(
                verification=verification,
                items=items,
                moment=lambda: NOW,
                public_url=PUBLIC_URL,
                allowance=Allowance(100),
                seconds=seconds,
            )
            found.extend([row async for row in run.rows()])

    play(story)
    return found


def test_rows_come_in_order_each_with_its_own_outcome() -> None:
    rows = rows_of(
        [
            Item("good", BADGE),
            nothing_in("empty"),
            Item("revoked", example("badge.revoked.json")),
            Item("", url="https://nowhere.example/1"),
            Item("keys", url=KEYS_URL),
            Item("again", BADGE),
        ]
    )
    assert [(row["position"], row["name"], row["outcome"], row["code"]) for row in rows] == [
        (1, "good", "passed", None),
        (2, "empty", "indeterminate", "NOTHING_TO_VERIFY"),
        (3, "revoked", "failed", "REVOKED"),
        (4, "4.", "indeterminate", "URL_UNREACHABLE"),
        (5, "keys", "failed", rows[4]["code"]),
        (6, "again", "passed", None),
    ]
    assert rows[0]["issuer"] == {"sl": "Šola", "en": "Šola"}
    assert rows[2]["explanation"] == f"{PUBLIC_URL}/problems/REVOKED"


def test_what_is_not_reached_in_time_is_a_row_that_says_so() -> None:
    items = [Item("slow", url=f"https://slow.example/{number}") for number in range(9)]
    rows = rows_of(items, seconds=0.3)
    assert [row["code"] for row in rows] == ["NO_TIME_LEFT"] * 9
    assert not any(row["verified"] for row in rows)


def test_who_leaves_leaves_nothing_running() -> None:
    async def story() -> None:
        async with verifying(fetcher=SlowFetcher({LIST_URL: b""})) as verification:
            before = len(asyncio.all_tasks())
            run = BulkRun(
                verification=verification,
                items=[nothing_in("1"), *(Item("", url="https://slow.example/") for _ in "abc")],
                moment=lambda: NOW,
                public_url=PUBLIC_URL,
                allowance=Allowance(100),
            )
            rows = run.rows()
            await anext(rows)
            assert len(asyncio.all_tasks()) > before
            await rows.aclose()  # type: ignore[attr-defined]  # it is a generator
            assert len(asyncio.all_tasks()) == before

    play(story)
