"""Work that nobody waits for: finishing what a crash left, delivering what is owed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import anyio
from anyio import to_thread

from app.accounts.tidying import tidy_accounts
from app.batches.tidying import tidy_batches
from app.db import idempotency, oauth_secrets
from app.exchanges.tidying import tidy_exchanges
from app.mail.delivering import Postman
from app.mail.reminding import owe_reminders
from app.oid4vp.requests import forget_requests
from app.outbox import deliver
from app.recovery import finish_intents
from app.rights.seeing_to import see_to_rights
from app.services import Services

LOG = logging.getLogger("dokazilo.background")

_SECONDS_BETWEEN = 5.0
_SECONDS_BETWEEN_LETTERS = 2.0
_ROUNDS_BETWEEN_TIDYING = 720
"""About an hour; rounds that the bell began make it sooner, which does no harm."""
_REPEATABLE_FOR = timedelta(days=30)
"""A client that repeats itself does so within minutes; a month is for the one that was down."""


@asynccontextmanager
async def background_work(
    services: Services, *, seconds_between: float = _SECONDS_BETWEEN
) -> AsyncIterator[None]:
    """Work now and then for as long as the service runs."""
    async with anyio.create_task_group() as group:
        postman = Postman(services)
        group.start_soon(_work_now_and_then, services, seconds_between)
        group.start_soon(_send_letters, postman)
        try:
            yield
        finally:
            postman.leave()
            group.cancel_scope.cancel()


async def _work_now_and_then(services: Services, seconds_between: float) -> None:
    for round_ in count():
        await services.bell.rung(within=seconds_between)
        await to_thread.run_sync(_work, services, round_ % _ROUNDS_BETWEEN_TIDYING == 0)


async def _send_letters(postman: Postman) -> None:
    """Beside the other work: a slow mail server keeps nothing else waiting."""
    try:
        while True:
            if not await to_thread.run_sync(_hand_over, postman):
                await anyio.sleep(_SECONDS_BETWEEN_LETTERS)
    finally:
        postman.close()


def _hand_over(postman: Postman) -> int:
    try:
        return postman.hand_over_due()
    except Exception as error:  # noqa: BLE001 - the next round tries again
        LOG.warning("letters are not sent: %s", type(error).__qualname__)
        return 0


def _work(services: Services, tidies: bool) -> None:  # noqa: FBT001 - run_sync takes no names
    try:
        finish_intents(services)
        if deliver(services):
            services.bell.ring()  # there may be more than one round takes
        tidy_batches(services)
        if tidies:
            owe_reminders(services)
            tidy_accounts(services)
            tidy_exchanges(services)
            see_to_rights(services)
            with services.database.write() as connection:
                idempotency.forget(connection, before=services.clock.now() - _REPEATABLE_FOR)
                oauth_secrets.forget(connection, now=services.clock.now())
            forget_requests(services)
    except Exception as error:  # noqa: BLE001 - the next round tries again
        LOG.warning("background work failed: %s", type(error).__qualname__)
