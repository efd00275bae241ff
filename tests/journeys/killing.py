"""A program that issues and is killed at every step; `test_kill` runs it and judges.

Each attempt is a child process that the kernel ends (SIGKILL) at the n-th step: the begin and
commit of a transaction, every statement, every return of a connection. Signing lies between two of
them. Then the service "restarts": recovery and the client's retry, in turn the one or the other
first. One line of JSON tells what is left of the attempt.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import event, func, select

from app.award_steps import Order
from app.clock import RandomIds, SystemClock
from app.db import tables
from app.db.engine import Database
from app.demo.story import tell
from app.issuing import issue_at_once
from app.opening import open_services
from app.outbox import deliver
from app.own_documents import OwnDocuments
from app.own_records import ServiceRecords
from app.recovery import finish_intents
from app.repeating import RepeatGuard
from app.services import Services
from issuer.model.award import Learner, Result
from issuer.model.credential import Credential
from issuer.model.organisation import Actor
from tests.app.serving import settings_for
from verifier import AllowedIssuers, Outcome, Resource, verify

MOST_STEPS = 300
_AT_ONCE = timedelta(seconds=0)


@dataclass(frozen=True)
class AfterTheLease:
    """A clock at which a message that the killed process had taken is due again."""

    def now(self) -> datetime:
        """Give the time in an hour."""
        return SystemClock().now() + timedelta(hours=1)


def main(database_url: str) -> None:
    """Seed, then kill attempts at one step after another until one survives.

    SQLite takes the odd steps and PostgreSQL the even ones: together they take every step.
    """
    services = opened(database_url)
    told = tell(services)
    deliver(services)  # what the story itself owes is none of the attempts' business
    actor, programme = told.cast.actor("school", "issuer"), told.programmes["3d-printing"]
    services.database.close()
    first = 1 if database_url.startswith("sqlite") else 2
    for step in range(first, MOST_STEPS, 2):
        order = order_for(step, actor, programme)
        killed = attempt(database_url, step, partial(issue_and_deliver, actor=actor, order=order))
        services = opened(database_url)
        found = {"step": step, "killed": killed, **after_restart(services, actor, order, step)}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        services.database.close()
        if not killed:
            return


def attempt(database_url: str, step: int, act: Callable[[Services], object]) -> bool:
    """Run in a child process that dies at its n-th step; tell whether it did."""
    child = os.fork()
    if child == 0:
        services = opened(database_url)
        die_at(services.database, step)
        act(services)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def die_at(database: Database, step: int) -> None:
    """Count what is done at the database, and have the kernel end us at the chosen step."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def count_statement(*_: object, **__: object) -> None:
        count()

    def count_at_driver(driver: Any, *_: object) -> None:  # noqa: ANN401 - sqlite3's
        driver.set_trace_callback(count)

    # On PostgreSQL, where readers have no pool of their own, one engine tells of all.
    engines = {each.pool: each for each in (database.readers, database.engine)}
    for pool, engine in engines.items():
        if engine.dialect.name == "sqlite":  # which is asked past SQLAlchemy too: `app.db.written`
            event.listen(pool, "checkout", count_at_driver)
        else:
            for name in ("begin", "commit"):
                event.listen(engine, name, count)
            event.listen(engine, "before_cursor_execute", count_statement)
        event.listen(pool, "checkin", count)


def after_restart(services: Services, actor: Actor, order: Order, step: int) -> dict[str, Any]:
    """Recover and retry, and count what there is of this attempt."""
    if step // 2 % 2:
        recovered = finish_intents(services, left_alone_for=_AT_ONCE)
        credential = issue(services, actor, order)
    else:
        credential = issue(services, actor, order)
        recovered = finish_intents(services, left_alone_for=_AT_ONCE)
    again = issue(services, actor, order)
    deliver(replace(services, clock=AfterTheLease()))
    return {
        "recovered": recovered,
        "same_id_again": again.id == credential.id,
        "documents": len(credential.documents),
        "outcomes": [verdict(services, each.body).value for each in credential.documents],
        **counts(services, credential),
    }


def counts(services: Services, credential: Credential) -> dict[str, int]:
    """Count rows that there must be once, and rows that there must not be."""
    audit, entries = tables.audit_records, tables.status_list_entries
    issued = (audit.c.subject_id == credential.id) & (audit.c.action == "credential.issued")
    log, twins = tables.issuance_log, tables.sealed_documents
    mine = twins.c.credential_id == credential.id
    same_learner = tables.credentials.c.learner_id.in_(
        select(tables.awards.c.learner_id).where(tables.awards.c.id == credential.award_id)
    )
    questions = {
        "credentials": select(func.count()).select_from(tables.credentials).where(same_learner),
        "issued_in_audit": select(func.count()).select_from(audit).where(issued),
        "owed": select(func.count())
        .select_from(tables.outbox)
        .where(tables.outbox.c.subject_id == credential.id),
        "entries": select(func.count())
        .select_from(entries)
        .where(entries.c.credential_id == credential.id),
        "twins": select(func.count()).select_from(twins).where(mine),
        "sealed_in_log": select(func.count())
        .select_from(log.join(twins, twins.c.digest == log.c.digest))
        .where(mine),
        "sealed_in_audit": select(func.count())
        .select_from(audit)
        .where((audit.c.subject_id == credential.id) & (audit.c.action == "credential.sealed")),
        "half_done": select(func.count())
        .select_from(tables.credentials)
        .where(tables.credentials.c.issued_at.is_(None)),
    }
    with services.database.read() as connection:
        return {name: connection.scalar(question) or 0 for name, question in questions.items()}


def verdict(services: Services, secured: bytes) -> Outcome:
    """Verify with our own published documents."""
    records = ServiceRecords(services)
    own = OwnDocuments(records, services.settings.public_url)
    policy = AllowedIssuers({did: did for did in records.issuers()}, "own")
    now = services.clock.now()
    resources: dict[str, Resource] = {}
    report = verify(secured, resources, now=now, policy=policy)
    while report.needs:
        resources |= {need.url: own.resource(need.url, now) for need in report.needs}
        report = verify(secured, resources, now=now, policy=policy)
    return report.outcome


def issue(services: Services, actor: Actor, order: Order) -> Credential:
    """Send the order as a client would that repeats itself."""
    guard = RepeatGuard(key=f"order-{order.learner.identifier}", fingerprint="0" * 64)
    return issue_at_once(services, actor, order, guard).credential


def issue_and_deliver(services: Services, actor: Actor, order: Order) -> None:
    """Issue, and do what follows from it."""
    issue(services, actor, order)
    deliver(services)


def order_for(step: int, actor: Actor, programme: str) -> Order:
    """Make an order for a learner of this attempt's own."""
    learner = Learner(
        id=RandomIds().new_id(),
        organisation_id=actor.organisation_id,
        name=f"Udeleženka {step}",
        email=f"udelezenka-{step}@example.com",
        identifier=str(step),
    )
    return Order(
        programme_id=programme,
        version=None,
        learner=learner,
        result=Result(awarded_on=date(2026, 6, 19), grade="odlično"),
        language=None,
    )


def opened(database_url: str) -> Services:
    """Open the service's parts, as a process that starts."""
    return open_services(settings_for(database_url), clock=SystemClock(), ids=RandomIds())


if __name__ == "__main__":
    main(sys.argv[1])
