"""A file that was received is checked by a job, in workers of its own, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.fault_pages import explain_fault
from app.jobs.asking import ask_for_batch
from app.jobs.pace import STOPPED
from issuer.model.batch import BatchState, RowState
from tests.app.batches.cohorts import Cohort, cohort, states
from tests.app.batches.test_check_stage import received, table
from tests.app.jobs.test_working import work_until


@pytest.fixture
def ready(database_url: str) -> Iterator[Cohort]:
    """Open a school."""
    with cohort(database_url) as opened:
        yield opened


def test_a_stop_is_explained() -> None:
    """What a batch's `failure` shows for a job that failed again and again."""
    sentence = explain_fault(STOPPED)
    assert sentence is not None
    assert all(sentence[language] for language in ("sl", "en"))


def test_a_received_file_is_checked_by_a_job(ready: Cohort) -> None:
    batch = received(ready, table(1, 2, 3))
    with ready.services.database.write() as connection:
        ask_for_batch(connection, batch.id)
    work_until(ready, lambda: ready.state(batch) is not BatchState.CHECKING, processes=1)
    assert ready.state(batch) is BatchState.CHECKED
    assert states(ready.rows(batch)) == {RowState.FINE: 3}
