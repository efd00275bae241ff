"""app.db.batches and its parts: a file in sealed pieces, rows found, counted and destroyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import batch_chunks, batch_pieces, batch_rows, batches
from app.db.batch_rows import Wanted
from app.db.paging import Paging
from app.db.tables import metadata
from app.keys.sealing import Seal
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.award import Learner
from issuer.model.batch import (
    Batch,
    BatchRow,
    BatchState,
    Chunk,
    ChunkState,
    Policy,
    RowContent,
    RowFault,
    RowState,
)
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.issuer.examples import ISSUER, LEARNER, NOW, RESULT, SCHOOL_ID

WISHES = b'{"Kontakt": "email"}'
FAULT = RowFault("MISSING", {"sl": "Dopišite Žnidar.", "en": "Add Žnidar."}, "name", "Ime")


@pytest.fixture
def batch(school: School) -> Batch:
    """Enter a batch whose file is being checked."""
    version = school.approved()
    entered = Batch(
        id=school.ids.new_id(),
        organisation_id=SCHOOL_ID,
        version_id=version.id,
        profile_id=version.profile_id,
        policy=Policy.SKIP,
        state=BatchState.CHECKING,
        created_by=ISSUER,
        created_at=NOW,
    )
    with school.database.write() as connection:
        batches.add(connection, school.vault, entered, wishes=WISHES)
    return entered


def seal_of(school: School, batch: Batch) -> Seal:
    with school.database.read() as connection:
        return batches.seal_of(connection, school.vault, batch.id)


def good(school: School, number: int, learner: Learner = LEARNER) -> BatchRow:
    return BatchRow(
        number=number,
        chunk=0,
        state=RowState.FINE,
        credential_id=school.ids.new_id(),
        award_id=school.ids.new_id(),
        content=RowContent(
            learner=replace(learner, id=""),
            result=RESULT,
            language="sl",
            page_token=school.ids.new_token(),
            salt=school.ids.new_token(),
        ),
    )


def enter(school: School, batch: Batch, *rows: BatchRow) -> None:
    chunk = Chunk(number=0, first_row=rows[0].number, last_row=rows[-1].number)
    with school.database.write() as connection:
        batch_chunks.add(connection, batch.id, chunk)
        keys = school.vault, seal_of(school, batch)
        batch_rows.add(connection, keys, batch.id, rows)
        batch_chunks.recount(connection, batch.id, 0)


def everything(school: School) -> bytes:
    with school.database.read() as connection:
        values = [
            value
            for name in ("batches", "batch_pieces", "batch_chunks", "batch_rows")
            for row in connection.execute(select(metadata.tables[name]))
            for value in row
        ]
    return b"\n".join(
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for value in values
    )


def test_a_batch_comes_back_as_it_was_entered(school: School, batch: Batch) -> None:
    with school.database.read() as connection:
        assert batches.get(connection, batch.id, organisation_id=SCHOOL_ID) == batch
        seal = batches.seal_of(connection, school.vault, batch.id)
        assert batches.wishes(connection, seal, batch.id) == WISHES
        assert batches.understood(connection, seal, batch.id) is None
        with pytest.raises(NotFound):
            batches.get(connection, batch.id, organisation_id=OTHER_SCHOOL_ID)


def test_what_has_become_of_a_batch_is_stored_once(school: School, batch: Batch) -> None:
    checked = replace(batch, state=BatchState.CHECKED, checked_at=NOW, file_bytes=7)
    issuing = replace(
        checked, state=BatchState.ISSUING, committed_by=ISSUER, committed_at=NOW, leave_faulty=True
    )
    for newer, older in ((checked, batch), (issuing, checked)):
        with school.database.write() as connection:
            batches.save(connection, newer, previous=older)
    with school.database.write() as connection:
        with pytest.raises(ConcurrentChange):
            batches.save(connection, issuing, previous=checked)
        assert batches.by_id(connection, batch.id, for_update=True) == issuing


def test_batches_are_listed_newest_first_and_by_state(school: School, batch: Batch) -> None:
    later = replace(
        batch,
        id=school.ids.new_id(),
        created_at=NOW + timedelta(hours=1),
        state=BatchState.FINISHED,
    )
    with school.database.write() as connection:
        batches.add(connection, school.vault, later, wishes=b"{}")
    with school.database.read() as connection:
        page = Paging(size=1)
        own = {"organisation_id": SCHOOL_ID, "paging": page}
        found = batches.listed(connection, state=None, **own)  # type: ignore[arg-type]
        assert (found.items, found.total) == ((later,), 2)
        found = batches.listed(connection, state=BatchState.CHECKING, **own)  # type: ignore[arg-type]
        assert (found.items, found.total) == ((batch,), 1)
        others = batches.listed(
            connection, organisation_id=OTHER_SCHOOL_ID, state=None, paging=page
        )
        assert others.total == 0
        assert batches.under_way(connection) == (batch,)


def test_a_file_is_read_piece_by_piece(school: School, batch: Batch) -> None:
    seal = seal_of(school, batch)
    for number, body in enumerate((b"Ime;E-po", b"\xc5\xa1ta\n")):
        with school.database.write() as connection:
            batch_pieces.add(connection, seal, batch.id, number, body)
    with school.database.read() as connection:
        read = [batch_pieces.read(connection, seal, batch.id, number) for number in range(3)]
    assert read == [b"Ime;E-po", b"\xc5\xa1ta\n", None]
    assert b"Ime;" not in everything(school)


def test_rows_come_back_as_they_were_entered(school: School, batch: Batch) -> None:
    faulty = BatchRow(number=5, chunk=0, state=RowState.FAULTY, faults=(FAULT,))
    rows = (good(school, 4), faulty)
    enter(school, batch, *rows)
    seal = seal_of(school, batch)
    with school.database.read() as connection:
        assert batch_rows.of_chunk(connection, seal, batch.id, 0, *RowState) == rows
        assert batch_rows.of_chunk(connection, seal, batch.id, 0, RowState.FAULTY) == (faulty,)
        assert batch_rows.some(connection, seal, batch.id, Wanted(after=4)) == (faulty,)
        assert batch_rows.some(connection, seal, batch.id, Wanted(limit=1)) == rows[:1]
        wanted = Wanted(state=RowState.FAULTY)
        (bare,) = batch_rows.some(connection, None, batch.id, wanted)
        assert bare == replace(faulty, faults=())
    stored = everything(school)
    for secret in (LEARNER.name, LEARNER.email, "Žnidar", rows[0].content.page_token):  # type: ignore[union-attr]
        assert secret.encode() not in stored


def test_a_learner_s_row_is_found_by_number_or_address(school: School, batch: Batch) -> None:
    cene = replace(LEARNER, email="cene@example.com", identifier=None)
    rows = (good(school, 2), good(school, 3, cene))
    second = replace(rows[0], number=4, same_as=2, state=RowState.SKIPPED)
    enter(school, batch, *rows, second)
    keys = school.vault, seal_of(school, batch)
    by_number = replace(LEARNER, email="drug@example.com")
    by_address = replace(cene, email=" CENE@example.com")
    nobody = replace(LEARNER, email="nihče@example.com", identifier="9")
    with school.database.read() as connection:
        for learner, found in ((by_number, rows[:1]), (by_address, rows[1:]), (nobody, ())):
            content = good(school, 9, learner).content
            assert content is not None
            assert batch_rows.of_learners(connection, keys, batch.id, [content]) == found


def test_settled_rows_are_counted_by_their_states(school: School, batch: Batch) -> None:
    rows = tuple(good(school, number) for number in (2, 3, 4))
    enter(school, batch, *rows)
    settled = (
        replace(rows[0], state=RowState.ISSUED),
        replace(rows[1], state=RowState.FAILED, faults=(FAULT,), present_credential_id=batch.id),
    )
    with school.database.write() as connection:
        batch_rows.settle(connection, seal_of(school, batch), batch.id, settled)
        batch_chunks.recount(connection, batch.id, 0)
    with school.database.read() as connection:
        found = batch_rows.of_chunk(connection, seal_of(school, batch), batch.id, 0, *RowState)
        assert found == (*settled, rows[2])
        counts = batch_chunks.counts(connection, batch.id)
    assert {state: count for state, count in counts.items() if count} == {
        RowState.ISSUED: 1,
        RowState.FAILED: 1,
        RowState.FINE: 1,
    }


def test_a_chunk_goes_on_once(school: School, batch: Batch) -> None:
    enter(school, batch, good(school, 2))
    waiting = Chunk(number=0, first_row=2, last_row=2)
    done = replace(waiting, state=ChunkState.DONE, attempts=1)
    with school.database.write() as connection:
        assert batch_chunks.get(connection, batch.id, 0, for_update=True) == waiting
        assert batch_chunks.last(connection, batch.id) == waiting
        assert batch_chunks.numbers(connection, batch.id, ChunkState.WAITING) == (0,)
        batch_chunks.save(connection, batch.id, done, previous=waiting)
        with pytest.raises(ConcurrentChange):
            batch_chunks.save(connection, batch.id, done, previous=waiting)
        assert batch_chunks.numbers(connection, batch.id, ChunkState.WAITING) == ()
        with pytest.raises(NotFound):
            batch_chunks.get(connection, batch.id, 1)


def test_destroyed_content_can_not_be_read_again(school: School, batch: Batch) -> None:
    row = good(school, 2)
    enter(school, batch, row)
    seal = seal_of(school, batch)
    over = replace(batch, state=BatchState.FINISHED, content_until=NOW)
    with school.database.write() as connection:
        batch_pieces.add(connection, seal, batch.id, 0, b"Ime")
        batches.save(connection, over, previous=batch)
    with school.database.write() as connection:
        assert batches.destroyable(connection, now=NOW - timedelta(seconds=1)) == ()
        assert batches.destroyable(connection, now=NOW) == (batch.id,)
        batch_rows.empty(connection, batch.id, 0)
        batches.destroy_content(connection, batch.id)
        assert batches.destroyable(connection, now=NOW) == ()
    with school.database.read() as connection:
        with pytest.raises(NotFound):
            batches.seal_of(connection, school.vault, batch.id)
        assert batch_pieces.read(connection, seal, batch.id, 0) is None
        (left,) = batch_rows.some(connection, seal, batch.id, Wanted())
        assert left == replace(row, content=None)
        keys = school.vault, seal
        assert row.content is not None
        assert batch_rows.of_learners(connection, keys, batch.id, [row.content]) == ()


def test_an_upload_that_never_came_whole_is_taken_back(school: School, batch: Batch) -> None:
    with school.database.write() as connection:
        batch_pieces.add(
            connection, batches.seal_of(connection, school.vault, batch.id), batch.id, 0, b"x"
        )
        batches.remove(connection, batch.id)
    assert everything(school) == b""
