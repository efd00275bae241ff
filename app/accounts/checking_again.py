"""Imported badges when they are shown: what was checked a while ago is checked again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from starlette.concurrency import run_in_threadpool

from app.db import imported_badges
from app.db.accounts import Account
from app.db.imported_badges import ImportedBadge
from app.services import Services
from app.submissions import Submission
from app.verification import TooBusy, Verification

GOOD_FOR = timedelta(minutes=15)
"""So long a check is shown again without another one."""
_MOST_FOR_A_LIST = 12
_AT_ONCE = 4
_SECONDS = 10.0
"""Nobody waits longer for a list: what is not checked by then says so."""


def is_fresh(services: Services, badge: ImportedBadge) -> bool:
    """Tell whether what the last check found can still be shown as what holds."""
    return services.clock.now() - badge.checked_at < GOOD_FOR


async def checked_again(
    services: Services, verification: Verification, account: Account, badge: ImportedBadge
) -> ImportedBadge:
    """Give a badge with a report that is fresh enough to be shown. Raises TooBusy."""
    if is_fresh(services, badge):
        return badge
    now = services.clock.now()
    submission = Submission(body=badge.body, email=account.email)
    report = await verification.verify_submission(submission, now=now)
    fresh = replace(badge, report=report, checked_at=now)
    await run_in_threadpool(_note_check, services, account, fresh)
    return fresh


async def checked_for_a_list(
    services: Services, verification: Verification, account: Account
) -> Sequence[ImportedBadge]:
    """Give all badges of an account, as many as time allows checked again."""
    badges = await run_in_threadpool(all_badges, services, account)
    stale = [badge for badge in badges if not is_fresh(services, badge)][:_MOST_FOR_A_LIST]
    at_once = asyncio.Semaphore(_AT_ONCE)

    async def check(badge: ImportedBadge) -> None:
        async with at_once:
            await checked_again(services, verification, account, badge)

    try:
        async with asyncio.timeout(_SECONDS):
            await asyncio.gather(*(check(badge) for badge in stale))
    except (TimeoutError, TooBusy):
        pass  # the page says of each badge when it was checked
    return await run_in_threadpool(all_badges, services, account) if stale else badges


def all_badges(services: Services, account: Account) -> tuple[ImportedBadge, ...]:
    """Load all badges of an account, the newest first."""
    with services.database.read() as connection:
        held = imported_badges.listed(connection, account)
        return tuple(imported_badges.get(connection, account, one.badge_id) for one in held)


def _note_check(services: Services, account: Account, badge: ImportedBadge) -> None:
    with services.database.write() as connection:
        imported_badges.note_check(connection, account, badge)
