"""An erased learner is taken out of files of results, and nobody else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.batches.chunk import issue_chunk
from app.batches.ending import go_on
from app.db import learners
from app.db.paging import Paging
from app.rights.erasing import erase
from app.rights.erasure import AskedBy
from issuer.errors import WrongState
from issuer.model.award import Learner
from tests.app.batches.cohorts import Cohort, cohort
from tests.issuer.examples import ISSUER, LEARNER, SCHOOL_ID

ANA = replace(LEARNER, email="ana@example.com", identifier=None)
BOR = replace(LEARNER, name="Bor Kos", email="bor@example.com", identifier=None)
CENE = replace(LEARNER, name="Cene Kos", email="", identifier="os-7")


@pytest.fixture
def ready(database_url: str) -> Iterator[Cohort]:
    """Found a school with an approved programme."""
    with cohort(database_url) as founded:
        yield founded


def entered(ready: Cohort, name: str) -> str:
    with ready.services.database.read() as connection:
        found: tuple[Learner, ...] = learners.listed(
            connection, ready.services.vault, organisation_id=SCHOOL_ID, paging=Paging()
        ).items
    return next(each.id for each in found if each.name == name)


@pytest.mark.parametrize("gone", [BOR, CENE])
def test_only_the_rows_of_the_erased_are_emptied(ready: Cohort, gone: Learner) -> None:
    everybody = [ANA, BOR, CENE]
    batch = ready.batch(everybody)
    issue_chunk(ready.services, batch.id, 0)
    go_on(ready.services, batch.id)
    erasure = erase(ready.services, entered(ready, gone.name), AskedBy.SCHOOL, actor=ISSUER)
    assert erasure.destroyed["rows_of_files"] == 1
    left = [row.content.learner.name for row in ready.rows(batch) if row.content]
    assert left == [each.name for each in everybody if each is not gone]


def test_an_erasure_waits_for_a_file_that_is_being_worked_on(ready: Cohort) -> None:
    batch = ready.batch([ANA, BOR], chunk_rows=1)
    issue_chunk(ready.services, batch.id, 0)
    with pytest.raises(WrongState):
        erase(ready.services, entered(ready, ANA.name), AskedBy.SCHOOL, actor=ISSUER)
