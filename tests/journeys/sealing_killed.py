"""A program that seals badges in bulk and is killed at every step; `test_kill` runs it and judges.

Like `killing`, its other half: some badges are issued, a child process seals them and
is ended by the kernel at its n-th step, and the restarted service is asked for the same again. One
line of JSON tells what is left.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import partial

from sqlalchemy import func, select

from app.db import tables
from app.demo.story import tell
from app.outbox import deliver
from app.recovery import SERVICE
from app.seals.sealing import seal_credentials
from app.services import Services
from tests.journeys.killing import MOST_STEPS, attempt, issue, opened, order_for

BADGES = 2


def main(database_url: str) -> None:
    """Seed, then kill attempts at one step after another until one survives.

    SQLite takes the odd steps and PostgreSQL the even ones: together they take every step.
    """
    services = opened(database_url)
    told = tell(services)
    deliver(services)
    actor, programme = told.cast.actor("school", "issuer"), told.programmes["3d-printing"]
    first = 1 if database_url.startswith("sqlite") else 2
    for step in range(first, MOST_STEPS, 2):
        ids = [
            issue(services, actor, order_for(1000 * step + place, actor, programme)).id
            for place in range(BADGES)
        ]
        services.database.close()
        killed = attempt(database_url, step, partial(seal_credentials, actor=SERVICE, ids=ids))
        services = opened(database_url)
        found = {"step": step, "killed": killed, **after_restart(services, ids)}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        if not killed:
            return


def after_restart(services: Services, ids: list[str]) -> Mapping[str, object]:
    """Ask for the same again, twice, and count what there is."""
    before = twins(services, ids)
    failed = [*seal_credentials(services, SERVICE, ids), *seal_credentials(services, SERVICE, ids)]
    after = twins(services, ids)
    log, audit = tables.issuance_log, tables.audit_records
    sealed = audit.c.subject_id.in_(ids) & (audit.c.action == "credential.sealed")
    with services.database.read() as connection:
        logged = connection.scalar(
            select(func.count()).select_from(log).where(log.c.digest.in_(after.values()))
        )
        audited = connection.scalar(select(func.count()).select_from(audit).where(sealed))
    return {
        "before": len(before),
        "after": len(after),
        "kept": all(after.get(each) == digest for each, digest in before.items()),
        "logged": logged,
        "audited": audited,
        "failed": failed,
    }


def twins(services: Services, ids: list[str]) -> dict[str, str]:
    """Give the digests of the twins that there are."""
    found = tables.sealed_documents.c
    query = select(found.credential_id, found.digest).where(found.credential_id.in_(ids))
    with services.database.read() as connection:
        return {row.credential_id: row.digest for row in connection.execute(query)}


if __name__ == "__main__":
    main(sys.argv[1])
