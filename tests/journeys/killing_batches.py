"""A program whose workers are killed again and again while batches are issued; `test_batch_kill`.

Its workers are forks of it, so that each is at work within a blink. They do what a service's own
processes do, on SQLite from the tables and on PostgreSQL from the queue, and the kernel ends them
(SIGKILL) at random moments. On PostgreSQL two share the work, connections are cut as well, and the
server itself crashes. At the end one worker is left alone until nothing is due. One line of JSON
tells what there is then.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from select import select as select_ready

from sqlalchemy import func, select, text

from app.clock import RandomIds, SystemClock
from app.db import tables
from app.db.engine import Database, DatabaseUnavailable, make_engine
from app.jobs.asking import ask_for_batch
from app.jobs.doing import Doing
from app.jobs.embedded import Embedded
from app.jobs.hands import JobFailed
from app.jobs.job import Job, Task, due
from app.jobs.pace import Pace
from app.jobs.performing import perform
from app.jobs.shared import Shared
from app.opening import open_services
from app.services import Services
from app.workers import Workers
from tests.app.batches.cohorts import Cohort, cohort, counted, learner, outcomes
from tests.app.serving import settings_for
from tests.issuer.examples import BASE
from verifier import Outcome

ROWS, CHUNK_ROWS = 60, 4
LONGEST_LIFE = 0.25
LONGEST_START = 1.0
KILLED_AT_WORK = 0.9
"""The others are killed wherever they are."""
SECONDS_TO_END = 60.0
CUTS, CRASHES = 0.2, 0.05
"""So many of the blows on PostgreSQL are for the connections, or the server, and for no worker."""
QUICK = Pace(
    looked=0.05, heartbeat=0.2, given_up=0.6, first_wait=0.05, longest_wait=0.2, most_failures=10**6
)


@dataclass(slots=True)
class Here:
    """Does jobs in this process, in threads."""

    services: Services
    ready: int
    """A pipe to write to when the work begins."""
    count: int = 2

    async def do(self, job: Job) -> None:
        """Do it; what is raised is told by type, as by a process of the service's own."""
        os.write(self.ready, b".")
        try:
            await asyncio.to_thread(perform, self.services, job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job is tried again
            raise JobFailed(type(error).__qualname__) from None


@dataclass(frozen=True, slots=True)
class Worker:
    """A fork at work."""

    process: int
    ready: int
    """Readable from its first job on."""

    def has_begun(self) -> bool:
        """Wait a moment for its first job; tell whether it came."""
        return bool(select_ready([self.ready], [], [], LONGEST_START)[0])

    def kill(self) -> bool:
        """End it; tell whether it was alive."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        os.close(self.ready)
        return os.WIFSIGNALED(status)


@dataclass(slots=True)
class Story:
    """What the program has done so far."""

    url: str
    chance: random.Random
    workers: list[Worker] = field(default_factory=list)
    rows: int = 1
    """With the one to warm up."""
    kills: int = 0
    cuts: int = 0

    @property
    def is_sqlite(self) -> bool:
        """Tell which of the two databases it is."""
        return self.url.startswith("sqlite")

    def strike(self) -> None:
        """Let the workers live a while, then end one, or cut all connections."""
        while len(self.workers) < (1 if self.is_sqlite else 2):
            self.workers.append(_worker(self.url))
        victim = self.chance.choice(self.workers)
        if self.chance.random() < KILLED_AT_WORK:
            victim.has_begun()
        time.sleep(self.chance.uniform(0, LONGEST_LIFE))
        kind = 1.0 if self.is_sqlite else self.chance.random()
        if kind < CUTS + CRASHES:
            _cut(self.url, crash=kind < CRASHES)
            self.cuts += 1
            return
        self.workers.remove(victim)
        self.kills += victim.kill()

    def give_work(self, ready: Cohort) -> None:
        """Enter and commit another batch when the last one is nearly issued."""
        with ready.services.database.read() as connection:
            left = len(list(due(connection)))
        if left < ROWS // CHUNK_ROWS // 2:
            numbers = range(self.rows, self.rows + ROWS)
            batch = ready.batch([learner(number) for number in numbers], chunk_rows=CHUNK_ROWS)
            with ready.services.database.write() as connection:
                ask_for_batch(connection, batch.id)
            self.rows += ROWS

    def end(self, ready: Cohort) -> bool:
        """Leave one worker alone; tell whether everything was done in time."""
        survivor, until = _worker(self.url), time.monotonic() + SECONDS_TO_END
        try:
            while time.monotonic() < until:
                with suppress(DatabaseUnavailable), ready.services.database.read() as connection:
                    if not list(due(connection)):
                        return True
                ready.services.database.close()
                time.sleep(0.1)
            return False
        finally:
            for worker in [*self.workers, survivor]:
                worker.kill()


def main(url: str, blows: int, seed: int) -> None:
    """Strike so often, then see what there is."""
    if not url.startswith("sqlite"):
        _let_commits_last(url)
    with cohort(url) as ready:
        story = Story(url, random.Random(seed))  # noqa: S311 - a run that can be repeated
        _warm_up(ready)
        while story.kills + story.cuts < blows:
            with suppress(DatabaseUnavailable):
                story.give_work(ready)
            ready.services.database.close()  # a fork must not inherit a connection
            story.strike()
        ended = story.end(ready)
        found = {
            "blows": story.kills + story.cuts,
            "kills": story.kills,
            "rows": story.rows,
            "ended": ended,
            **counted(ready.services),
            **judged(ready.services),
        }
    sys.stdout.write(json.dumps(found) + "\n")


def _let_commits_last(url: str) -> None:
    """Have each commit outlive a crash of the server, as in use: the tests' server forgets some."""
    database = Database(make_engine(url))
    with database.write() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = on'))
    database.close()


def _warm_up(ready: Cohort) -> None:
    """Issue to one learner here, so that no fork has to learn the shapes of documents anew."""
    batch = ready.batch([learner(-1)])
    perform(ready.services, Job(Task.ISSUE_CHUNK, batch.id))


def judged(services: Services) -> dict[str, int]:
    """Verify every document, and count what there must be."""
    places, rows = tables.status_list_entries.c, tables.batch_rows.c
    chunks = tables.batch_chunks.c
    batches = select(func.count()).select_from(tables.batches)
    with services.database.read() as connection:
        ids = connection.scalars(select(tables.credentials.c.id)).all()
        questions = {
            "unfinished": batches.where(tables.batches.c.state != "finished"),
            "begun_again": select(func.sum(chunks.attempts) - func.count()).select_from(
                tables.batch_chunks
            ),
            "rows_issued": select(func.count()).where(rows.state == "issued"),
            "rows_without_credential": select(func.count())
            .select_from(tables.batch_rows)
            .where(rows.credential_id.not_in(select(tables.credentials.c.id))),
            "learners_twice": select(func.count()).select_from(
                select(tables.credentials.c.learner_id)
                .group_by(tables.credentials.c.learner_id)
                .having(func.count() > 1)
                .subquery()
            ),
            "places_of_nobody": select(func.count())
            .select_from(tables.status_list_entries)
            .where(places.credential_id.not_in(select(tables.credentials.c.id))),
        }
        found = {name: connection.scalar(question) or 0 for name, question in questions.items()}
    passed = [outcomes(services, each) == [Outcome.PASSED] * 2 for each in ids]
    return found | {"verified": sum(passed)}


def _worker(url: str) -> Worker:
    """Fork a worker."""
    sys.stdout.flush()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(_work(url, writable))
        finally:
            os._exit(1)
    os.close(writable)
    return Worker(child, readable)


async def _work(url: str, ready: int) -> None:
    settings = settings_for(url, public_url=BASE)
    services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    async with Workers(1, seconds=60) as readers:  # none is started: no file is to be checked
        doing = Doing(services, Here(services, ready), readers, QUICK)
        await (Embedded(doing) if url.startswith("sqlite") else Shared(doing)).work()


def _cut(url: str, *, crash: bool) -> None:
    """End every connection to the database but our own; or all, by a crash of the server."""
    database = Database(make_engine(url))
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with suppress(DatabaseUnavailable), database.write() as connection:
        if crash:
            # A server process that is killed takes all others along, and the server recovers.
            os.kill(connection.scalar(text("SELECT pg_backend_pid()")), signal.SIGKILL)
        connection.execute(text(others))
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
