"""Work that nobody waits for: finishing what a crash left, delivering what is owed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio import to_thread

from app.outbox import deliver
from app.recovery import finish_intents
from app.services import Services

LOG = logging.getLogger("dokazilo.background")

_SECONDS_BETWEEN = 5.0


@asynccontextmanager
async def background_work(services: Services) -> AsyncIterator[None]:
    """Work now and then for as long as the service runs."""
    async with anyio.create_task_group() as group:
        group.start_soon(_work_now_and_then, services)
        try:
            yield
        finally:
            group.cancel_scope.cancel()


async def _work_now_and_then(services: Services) -> None:
    while True:
        await anyio.sleep(_SECONDS_BETWEEN)
        await to_thread.run_sync(_work, services)


def _work(services: Services) -> None:
    try:
        finish_intents(services)
        deliver(services)
    except Exception as error:  # noqa: BLE001 - the next round tries again
        LOG.warning("background work failed: %s", type(error).__qualname__)
