"""Verifies many items side by side, and gives their rows one after another, in their order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.allowance import Allowance
from app.bulk.item import Item
from app.bulk.row import row_json
from app.submissions import Submission
from app.verification import TooBusy, Verification
from app.workers import WorkerFailed
from contexts import JsonObject

AT_ONCE = 4
"""Of one upload: while one waits for a server, another is judged."""
_UNTIL_THERE_IS_ROOM = 1.0
_FETCHES_PER_ITEM = 2
_FETCHES_BESIDE = 64
_TOTAL_SECONDS = 300.0
"""For all of one upload; what is not reached by then is a row that says so."""


def allowance_for(items: Sequence[Item]) -> Allowance:
    """Bound the addresses of one upload: its items share their issuers' keys and lists."""
    return Allowance(_FETCHES_PER_ITEM * len(items) + _FETCHES_BESIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRun:
    """One upload's verification under way."""

    verification: Verification
    items: Sequence[Item]
    moment: Callable[[], datetime]
    public_url: str
    allowance: Allowance
    """What all items together may fetch."""
    with_reports: bool = False
    seconds: float = _TOTAL_SECONDS

    async def rows(self) -> AsyncIterator[JsonObject]:
        """Give a row for every item, in their order; no failure of one is a failure of another."""
        deadline = asyncio.get_running_loop().time() + self.seconds
        waiting = deque(enumerate(self.items, 1))
        running: deque[asyncio.Task[JsonObject]] = deque()
        try:
            while waiting or running:
                while waiting and len(running) < AT_ONCE:
                    position, item = waiting.popleft()
                    running.append(asyncio.create_task(self._row(position, item, deadline)))
                yield await running[0]
                running.popleft()
        finally:  # whoever asked may have left
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _row(self, position: int, item: Item, deadline: float) -> JsonObject:
        now = self.moment()
        try:
            async with asyncio.timeout_at(deadline):
                report = await self._report(item, now)
        except TimeoutError:
            report = self.verification.refused("NO_TIME_LEFT", now=now)
        except WorkerFailed:
            report = self.verification.refused("CHECK_NOT_FINISHED", now=now)
        return row_json(
            position,
            item.name,
            report,
            public_url=self.public_url,
            with_report=self.with_reports,
        )

    async def _report(self, item: Item, now: datetime) -> JsonObject:
        if item.finding is not None:
            return self.verification.refused(item.finding, now=now)
        if item.refusal:
            return self.verification.refused(item.refusal, now=now)
        submission = Submission(body=item.body, url=item.url)
        while True:
            try:
                return await self.verification.verify_submission(
                    submission, now=now, allowance=self.allowance
                )
            except TooBusy:  # others come first; the deadline ends this too
                await asyncio.sleep(_UNTIL_THERE_IS_ROOM)
