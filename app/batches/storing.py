"""Stores what the check of a batch finds: each time in one transaction, and only while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.batches import findings
from app.batches.checking import CheckedRow
from app.batches.findings import Findings
from app.batches.judging import Judge, Judged
from app.db import batch_chunks, batch_rows, batches
from app.db.engine import Connection
from app.services import Services
from issuer.faults import Fault
from issuer.model.batch import Batch, BatchState, Chunk


class BatchMovedOn(Exception):
    """The batch is not being checked any more: it was cancelled, or another worker goes on."""


def note_findings(services: Services, judge: Judge, found: Findings) -> None:
    """Write down how the file was understood. Raises BatchMovedOn."""
    with services.database.write() as connection:
        _held(connection, judge)
        findings.note(connection, judge.seal, judge.batch.id, found)


def store_chunk(services: Services, judge: Judge, number: int, rows: Sequence[CheckedRow]) -> None:
    """Judge and store the next chunk. Raises BatchMovedOn."""
    with services.database.read() as connection:
        judged = judge.judged(connection, number, rows)
    with services.database.write() as connection:
        batch = _held(connection, judge)
        last = batch_chunks.last(connection, batch.id)
        if number != (last.number + 1 if last else 0):
            raise BatchMovedOn
        _store(connection, judge, number, judged)


def end_check(services: Services, judge: Judge, fault: Fault | None) -> None:
    """Let the school look at the result, or at why the file cannot be used."""
    now = services.clock.now()
    until = now + services.settings.batch_content_kept
    with services.database.write() as connection:
        try:
            batch = _held(connection, judge)
        except BatchMovedOn:
            return
        if fault is None:
            # Kept for a decision, which may never come.
            ended = replace(batch, state=BatchState.CHECKED, checked_at=now, content_until=until)
        else:
            findings.note(connection, judge.seal, batch.id, Findings(fault=fault))
            ended = replace(
                batch,
                state=BatchState.FAILED,
                failure=fault.code,
                ended_at=now,
                content_until=until,
            )
        batches.save(connection, ended, previous=batch)


def _held(connection: Connection, judge: Judge) -> Batch:
    batch = batches.by_id(connection, judge.batch.id, for_update=True)
    if batch.state is not BatchState.CHECKING:
        raise BatchMovedOn
    return batch


def _store(connection: Connection, judge: Judge, number: int, judged: Judged) -> None:
    batch_id, rows = judge.batch.id, judged.rows
    chunk = Chunk(number=number, first_row=rows[0].number, last_row=rows[-1].number)
    batch_chunks.add(connection, batch_id, chunk)
    batch_rows.add(connection, (judge.vault, judge.seal), batch_id, rows)
    batch_rows.settle(connection, judge.seal, batch_id, judged.displaced)
    for changed in {number, *(row.chunk for row in judged.displaced)}:
        batch_chunks.recount(connection, batch_id, changed)
