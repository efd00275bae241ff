"""A chunk is issued exactly once, and every row tells what became of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from app.batches.begun import Begun
from app.batches.chunk import begin, issue_chunk, signed
from app.batches.ending import go_on
from app.batches.recording import record
from app.db import awards, batches, credentials, tables
from app.outbox import deliver
from issuer.errors import NotPermitted
from issuer.model.award import AwardState
from issuer.model.batch import Batch, BatchState, Policy, RowState
from issuer.model.credential import CredentialStatus
from issuer.model.organisation import Scope
from tests.app.batches.cohorts import (
    Cohort,
    cohort,
    counted,
    learner,
    outcomes,
    states,
)
from tests.issuer.examples import ISSUER, NOW, RESULT
from verifier import Outcome

ROWS = 12
ONCE_EACH = {
    "awards": ROWS,
    "credentials": ROWS,
    "documents": 2 * ROWS,
    "logged": 2 * ROWS,
    "owed": ROWS,
    "places": ROWS,
    "learners": ROWS,
    "award.proposed": ROWS,
    "award.approved": ROWS,
    "credential.issued": ROWS,
}


@pytest.fixture
def ready(database_url: str) -> Iterator[Cohort]:
    """Open a school that has a batch to issue."""
    with cohort(database_url) as opened:
        yield opened


def test_every_row_becomes_one_credential_that_verifies(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(ROWS)])
    for _ in range(3):
        issue_chunk(ready.services, batch.id, 0)
    rows = ready.rows(batch)
    assert states(rows) == {RowState.ISSUED: ROWS}
    for row in rows[:3]:
        assert row.credential_id is not None
        assert outcomes(ready.services, row.credential_id) == [Outcome.PASSED] * 2
    assert counted(ready.services) == ONCE_EACH
    assert go_on(ready.services, batch.id).state is BatchState.FINISHED


def test_two_at_once_issue_each_row_once(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(ROWS)])
    threads = [
        threading.Thread(target=issue_chunk, args=(ready.services, batch.id, 0)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states(ready.rows(batch)) == {RowState.ISSUED: ROWS}
    assert counted(ready.services) == ONCE_EACH


@pytest.mark.parametrize(
    ("policy", "expected", "code"),
    [
        (Policy.DENY, RowState.FAULTY, "ALREADY_ISSUED"),
        (Policy.SKIP, RowState.SKIPPED, None),
        (Policy.REPLACE, RowState.ISSUED, None),
    ],
)
def test_what_was_issued_since_the_check_follows_the_policy(
    ready: Cohort, policy: Policy, expected: RowState, code: str | None
) -> None:
    batch = ready.batch([learner(number) for number in range(3)], policy=policy)
    known = ready.school.learner(learner(1))
    earlier = ready.school.issue(ready.school.approved_award(ready.version, known))
    issue_chunk(ready.services, batch.id, 0)
    rows = ready.rows(batch)
    assert [row.state for row in rows] == [RowState.ISSUED, expected, RowState.ISSUED]
    assert [fault.code for fault in rows[1].faults] == ([code] if code else [])
    replaces = policy is Policy.REPLACE
    assert counted(ready.services)["credentials"] == (4 if replaces else 3)
    while deliver(ready.services):
        pass
    with ready.services.database.read() as connection:
        old = credentials.by_id(connection, ready.services.vault, earlier.id)
    assert old.superseded_by == (rows[1].credential_id if replaces else None)
    assert old.status is (CredentialStatus.REVOKED if replaces else CredentialStatus.ACTIVE)


def test_an_award_under_way_is_not_overtaken(ready: Cohort) -> None:
    batch = ready.batch([learner(1)], policy=Policy.REPLACE)
    under_way = ready.school.approved_award(ready.version, ready.school.learner(learner(1)))
    issue_chunk(ready.services, batch.id, 0)
    (row,) = ready.rows(batch)
    assert (row.state, row.faults[0].code) == (RowState.FAULTY, "AWARD_UNDER_WAY")
    with ready.services.database.read() as connection:
        found = awards.standings(
            connection, version_id=ready.version.id, learner_ids=[under_way.learner_id]
        )
    assert found[under_way.learner_id].state is AwardState.APPROVED


def test_two_rows_that_only_the_database_knows_as_one_learner(ready: Cohort) -> None:
    ready.school.learner(learner(1))
    by_number = replace(learner(1), email="drug-naslov@example.com")
    by_address = replace(learner(1), identifier=None, email="drug-naslov@example.com")
    batch = ready.batch([by_number, by_address, learner(2)])
    issue_chunk(ready.services, batch.id, 0)
    rows = ready.rows(batch)
    assert [row.state for row in rows] == [RowState.ISSUED, RowState.FAULTY, RowState.ISSUED]
    assert (rows[1].same_as, rows[1].faults[0].code) == (rows[0].number, "DUPLICATE_IN_FILE")


def test_another_learner_at_the_same_address_stops_no_other(ready: Cohort) -> None:
    ready.school.learner(replace(learner(1), identifier=None))
    stranger = replace(learner(1), identifier=None, date_of_birth=date(1970, 1, 1))
    batch = ready.batch([stranger, learner(2)])
    issue_chunk(ready.services, batch.id, 0)
    first, second = ready.rows(batch)
    assert (first.state, first.faults[0].code) == (RowState.FAULTY, "ANOTHER_LEARNER")
    assert second.state is RowState.ISSUED


def test_who_may_not_approve_issues_nothing(ready: Cohort) -> None:
    may_issue_only = replace(ISSUER, scopes=frozenset({Scope.ISSUE}))
    batch = ready.batch([learner(1)], actor=may_issue_only)
    with pytest.raises(NotPermitted):
        issue_chunk(ready.services, batch.id, 0)
    assert counted(ready.services)["credentials"] == 0


def test_a_cancelled_batch_issues_nothing(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    with ready.services.database.write() as connection:
        cancelled = replace(batch, state=BatchState.CANCELLED)
        batches.save(connection, cancelled, previous=batch)
    issue_chunk(ready.services, batch.id, 0)
    assert counted(ready.services)["credentials"] == 0
    assert go_on(ready.services, batch.id).state is BatchState.CANCELLED


def begun(ready: Cohort, batch: Batch) -> Begun:
    """Let the first transaction of a chunk be committed."""
    found = begin(ready.services, batch.id, 0)
    assert found is not None
    return found


def test_what_is_issued_while_a_chunk_is_signed_is_not_issued_twice(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(3)])
    under_way = begun(ready, batch)
    known = ready.school.learner(learner(1))
    single = ready.school.issue(ready.school.approved_award(ready.version, known))
    record(ready.services, under_way, *signed(ready.services, under_way))
    rows = ready.rows(batch)
    assert [row.state for row in rows] == [RowState.ISSUED, RowState.FAULTY, RowState.ISSUED]
    assert rows[1].present_credential_id == single.id
    assert counted(ready.services)["credentials"] == 3


def test_whoever_records_second_records_nothing(ready: Cohort) -> None:
    batch = ready.batch([learner(number) for number in range(3)])
    slow = begun(ready, batch)
    made = signed(ready.services, slow)
    issue_chunk(ready.services, batch.id, 0)
    before = counted(ready.services)
    record(ready.services, slow, *made)
    assert counted(ready.services) == before
    assert before["credentials"] == before["places"] == 3


def test_what_is_signed_when_a_batch_is_cancelled_is_never_seen(ready: Cohort) -> None:
    batch = ready.batch([learner(1)])
    under_way = begun(ready, batch)
    with ready.services.database.write() as connection:
        cancelled = replace(batch, state=BatchState.CANCELLED)
        batches.save(connection, cancelled, previous=batch)
    record(ready.services, under_way, *signed(ready.services, under_way))
    assert counted(ready.services)["credentials"] == 0
    assert states(ready.rows(batch)) == {RowState.FINE: 1}


def test_a_learner_erased_meanwhile_gets_nothing(ready: Cohort) -> None:
    batch = ready.batch([learner(1), learner(2)])
    under_way = begun(ready, batch)
    erased = under_way.judged.orders[0].known.learner.id
    with ready.services.database.write() as connection:
        gone = {"data_key_sealed": None, "personal_sealed": None, "erased_at": NOW}
        connection.execute(
            update(tables.learners).where(tables.learners.c.id == erased).values(gone)
        )
    record(ready.services, under_way, *signed(ready.services, under_way))
    first, second = ready.rows(batch)
    assert (first.state, first.faults[0].code) == (RowState.FAILED, "LEARNER_ERASED")
    assert second.state is RowState.ISSUED


def test_a_row_that_breaks_a_rule_by_now_stops_no_other(ready: Cohort) -> None:
    wrong = replace(RESULT, grade="sijajno")
    batch = ready.batch([learner(1)], result=wrong)
    issue_chunk(ready.services, batch.id, 0)
    (row,) = ready.rows(batch)
    assert (row.state, row.faults[0].code) == (RowState.FAULTY, "INVALID_CONTENT")
    assert go_on(ready.services, batch.id).state is BatchState.FINISHED
