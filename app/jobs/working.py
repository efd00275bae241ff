"""Have jobs done for as long as a process runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.jobs.doing import Doing
from app.jobs.embedded import Embedded
from app.jobs.hands import Hands
from app.jobs.pace import PACE, Pace
from app.services import Services
from app.workers import Workers

_READING_SECONDS = 60.0
"""For a chunk of a file, which takes less than one."""
READER_GROWN = 200 * 1024 * 1024
"""Resident bytes: what reads thousands of rows has more in use than what verifies one document."""
_READERS_KEPT = 120.0
"""Seconds after a check: to start one takes as long as to check 20,000 rows, and the next file
often follows soon. A batch is issued without them, and they hold much memory."""
LOG = logging.getLogger("dokazilo.jobs")


@asynccontextmanager
async def jobs_done(
    services: Services, *, processes: int, pace: Pace = PACE
) -> AsyncIterator[None]:
    """Do jobs with so many processes of our own; with none, others do them."""
    if processes == 0:
        yield
        return
    hands = Hands(services.settings, processes)
    readers = Workers(processes, seconds=_READING_SECONDS, grown=READER_GROWN, kept=_READERS_KEPT)
    async with readers:
        working = asyncio.create_task(_without_end(Doing(services, hands, readers, pace)))
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            await asyncio.to_thread(hands.close)


async def _without_end(doing: Doing) -> None:
    while True:
        try:
            await _work(doing)
        except Exception as error:  # noqa: BLE001 - whatever it is, jobs go on
            LOG.error("work on jobs broke off: %s", type(error).__qualname__)  # noqa: TRY400 - a trace could show data
        await asyncio.sleep(doing.pace.looked)


async def _work(doing: Doing) -> None:
    if doing.services.database.engine.dialect.name == "sqlite":
        await Embedded(doing).work()
        return
    from app.jobs.shared import Shared  # noqa: PLC0415 - procrastinate is loaded where it is used

    await Shared(doing).work()
