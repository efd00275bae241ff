"""Batches ready to be issued, as the check of a file leaves them, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.clock import RandomIds, SystemClock
from app.db import batch_chunks, batch_rows, batches, credentials, tables
from app.opening import open_services
from app.own_documents import OwnDocuments
from app.own_records import ServiceRecords
from app.services import Services
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Learner, Result
from issuer.model.batch import (
    Batch,
    BatchRow,
    BatchState,
    Chunk,
    Policy,
    RowContent,
    RowState,
)
from issuer.model.organisation import Actor
from tests.app.db.school import School
from tests.app.serving import settings_for
from tests.issuer.examples import BASE, ISSUER, LEARNER, NOW, RESULT
from verifier import AllowedIssuers, Outcome, Resource, verify


@dataclass
class Cohort:
    """A school with an approved programme, and the parts of the service."""

    services: Services
    school: School
    version: ProgrammeVersion

    def batch(
        self,
        learners: Sequence[Learner],
        *,
        chunk_rows: int = 1000,
        policy: Policy = Policy.DENY,
        actor: Actor = ISSUER,
        result: Result = RESULT,
    ) -> Batch:
        """Enter a batch that is committed, with all its rows fine."""
        batch = committed(self.version, policy, actor)
        with self.services.database.write() as connection:
            batches.add(connection, self.services.vault, batch, wishes=b"{}")
            seal = batches.seal_of(connection, self.services.vault, batch.id)
            for number, begin in enumerate(range(0, len(learners), chunk_rows)):
                rows = [
                    fine_row(begin + place + 2, number, learner, result)
                    for place, learner in enumerate(learners[begin : begin + chunk_rows])
                ]
                chunk = Chunk(number=number, first_row=rows[0].number, last_row=rows[-1].number)
                batch_chunks.add(connection, batch.id, chunk)
                batch_rows.add(connection, (self.services.vault, seal), batch.id, rows)
                batch_chunks.recount(connection, batch.id, number)
        return batch

    def rows(self, batch: Batch) -> tuple[BatchRow, ...]:
        """Give all rows of a batch as they stand."""
        with self.services.database.read() as connection:
            seal = batches.seal_of(connection, self.services.vault, batch.id)
            wanted = batch_rows.Wanted(limit=1_000_000)
            return batch_rows.some(connection, seal, batch.id, wanted)

    def state(self, batch: Batch) -> BatchState:
        """Say where a batch stands."""
        with self.services.database.read() as connection:
            return batches.by_id(connection, batch.id).state


@contextmanager
def cohort(database_url: str) -> Iterator[Cohort]:
    """Found a school in an empty database."""
    settings = settings_for(database_url, public_url=BASE)
    services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    try:
        school = School(services.database, services.vault)
        school.found()
        yield Cohort(services, school, school.approved())
    finally:
        services.database.close()


def committed(version: ProgrammeVersion, policy: Policy, actor: Actor) -> Batch:
    """Give a batch that was checked and committed."""
    return Batch(
        id=RandomIds().new_id(),
        organisation_id=version.organisation_id,
        version_id=version.id,
        profile_id=version.profile_id,
        policy=policy,
        state=BatchState.ISSUING,
        created_by=actor,
        created_at=NOW,
        committed_by=actor,
        checked_at=NOW,
        committed_at=NOW,
    )


def fine_row(number: int, chunk: int, learner: Learner, result: Result) -> BatchRow:
    """Give a row as a check without faults leaves it."""
    ids = RandomIds()
    return BatchRow(
        number=number,
        chunk=chunk,
        state=RowState.FINE,
        credential_id=ids.new_id(),
        award_id=ids.new_id(),
        content=RowContent(
            learner=replace(learner, id=""),
            result=result,
            language="sl",
            page_token=ids.new_token(),
            salt=ids.new_token(),
        ),
    )


def learner(number: int) -> Learner:
    """Give somebody with a number and an address of their own."""
    return replace(
        LEARNER,
        name=f"Čedomir Žnidaršič {number}",
        email=f"ucenec-{number}@example.com",
        identifier=str(number),
    )


def outcomes(services: Services, credential_id: str) -> list[Outcome]:
    """Verify both documents of a credential with what the service publishes."""
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, credential_id)
    own = OwnDocuments(ServiceRecords(services), services.settings.public_url)
    policy = AllowedIssuers({did: did for did in ServiceRecords(services).issuers()}, "own")
    return [_outcome(own, policy, each.body, services) for each in credential.documents]


def _outcome(
    own: OwnDocuments, policy: AllowedIssuers, secured: bytes, services: Services
) -> Outcome:
    now = services.clock.now()
    resources: dict[str, Resource] = {}
    report = verify(secured, resources, now=now, policy=policy)
    while report.needs:
        resources |= {need.url: own.resource(need.url, now) for need in report.needs}
        report = verify(secured, resources, now=now, policy=policy)
    return report.outcome


def counted(services: Services) -> dict[str, int]:
    """Count what there must be once for each credential."""
    audit, entries = tables.audit_records, tables.status_list_entries
    questions = {
        "awards": select(func.count()).select_from(tables.awards),
        "credentials": select(func.count()).select_from(tables.credentials),
        "documents": select(func.count()).select_from(tables.credential_documents),
        "logged": select(func.count()).select_from(tables.issuance_log),
        "owed": select(func.count())
        .select_from(tables.outbox)
        .where(tables.outbox.c.topic == "credential.issued"),
        "places": select(func.count()).select_from(entries),
        "learners": select(func.count()).select_from(tables.learners),
    }
    with services.database.read() as connection:
        found = {name: connection.scalar(question) or 0 for name, question in questions.items()}
        actions = connection.execute(
            select(audit.c.action, func.count())
            .where(audit.c.subject_kind.in_(["award", "credential"]))
            .group_by(audit.c.action)
        )
        return found | {row[0]: row[1] for row in actions}


def states(rows: Sequence[BatchRow]) -> Counter[RowState]:
    """Count rows by their state."""
    return Counter(row.state for row in rows)
