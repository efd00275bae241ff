"""A batch of a profile with a seal ends when every badge has its European twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from app.batches.chunk import issue_chunk
from app.batches.ending import go_on
from app.batches.sealing import seal_chunk
from app.clock import RandomIds, SystemClock
from app.db import batch_chunks, programmes, tables
from app.demo.story import Told
from app.opening import open_services
from app.outbox import deliver
from app.services import Services
from issuer.model.award import Result
from issuer.model.batch import BatchState, ChunkState, RowState
from tests.app.batches.cohorts import Cohort, learner, outcomes, states
from tests.app.db.school import School
from tests.app.serving import settings_for
from verifier import Outcome

ROWS = 3


def twins(services: Services, ids: list[str]) -> int:
    """Count the twins of these badges."""
    sealed = tables.sealed_documents.c.credential_id
    with services.database.read() as connection:
        return connection.scalar(select(func.count()).where(sealed.in_(ids))) or 0


def test_a_batch_is_sealed_after_it_is_issued(told_database: tuple[str, Told]) -> None:
    database_url, told = told_database
    services = open_services(settings_for(database_url), clock=SystemClock(), ids=RandomIds())
    actor = told.cast.actor("school", "issuer")
    with services.database.read() as connection:
        version = programmes.newest_approved(
            connection, told.programmes["3d-printing"], organisation_id=actor.organisation_id
        )
    ready = Cohort(services, School(services.database, services.vault), version)
    own = [
        replace(learner(number), organisation_id=actor.organisation_id) for number in range(ROWS)
    ]
    result = Result(awarded_on=date(2026, 6, 19), grade="odlično")
    batch = ready.batch(own, actor=actor, result=result)

    issue_chunk(services, batch.id, 0)
    issued = [row.credential_id or "" for row in ready.rows(batch)]
    assert states(ready.rows(batch)) == {RowState.ISSUED: ROWS}
    assert go_on(services, batch.id).state is BatchState.SEALING
    with services.database.read() as connection:
        assert batch_chunks.get(connection, batch.id, 0).state is ChunkState.SEALING
    assert twins(services, issued) == 0

    for _ in range(2):
        seal_chunk(services, batch.id, 0)
        assert go_on(services, batch.id).state is BatchState.FINISHED
    assert twins(services, issued) == ROWS
    assert outcomes(services, issued[0]) == [Outcome.PASSED] * 2
    while deliver(services):
        pass
    assert twins(services, issued) == ROWS
    services.database.close()
