"""Checks the file of a batch, chunk by chunk, with little of it in memory; issues nothing.

Killed anywhere, it goes on behind the last chunk that was stored.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import islice

from app.allocator import give_back
from app.batches import findings
from app.batches.checking import CheckedRow, Checking, check_rows
from app.batches.findings import Findings
from app.batches.judging import Judge
from app.batches.storing import BatchMovedOn, end_check, note_findings, store_chunk
from app.batches.table import Row, Table
from app.batches.understanding import Understood, rows_of, understand
from app.batches.uploaded import open_table, pieces_of
from app.db import batch_chunks, batches, programmes
from app.services import Services
from app.workers import WorkerFailed, Workers, WorkerStopped
from issuer.batch.faults import UnreadableTable, batch_fault, unreadable
from issuer.batch.fields import fields_of
from issuer.batch.headings import Column, names_of
from issuer.model.batch import CHUNK_ROWS, BatchState

_AHEAD = 1
"""Chunks that are checked or wait for it while another is stored."""
LARGE = 20_000
"""Rows that are checked in the time that a worker takes to start: after more of them none is kept
for the next file, for the batch needs memory."""


@dataclass(frozen=True, slots=True)
class _Check:
    """One check under way."""

    services: Services
    workers: Workers
    judge: Judge
    checking: Checking


async def check_batch(services: Services, workers: Workers, batch_id: str) -> None:
    """Check a received file; the batch is then checked, or failed with the reason.

    Does nothing for a batch that is not to be checked (any more).
    """
    check = await asyncio.to_thread(_begin, services, workers, batch_id)
    if check is None:
        return
    try:
        await _through(check)
    except BatchMovedOn:
        return
    except UnreadableTable as error:
        await asyncio.to_thread(end_check, services, check.judge, error.fault)
    except (WorkerStopped, WorkerFailed):
        stopped = batch_fault("CHECK_STOPPED", "/file")
        await asyncio.to_thread(end_check, services, check.judge, stopped)


def _begin(services: Services, workers: Workers, batch_id: str) -> _Check | None:
    with services.database.read() as connection:
        batch = batches.by_id(connection, batch_id)
        if batch.state is not BatchState.CHECKING:
            return None
        seal = batches.seal_of(connection, services.vault, batch_id)
        checking = Checking(
            version=programmes.by_id(connection, batch.version_id),
            now=services.clock.now(),
            wishes=findings.wishes(connection, seal, batch_id),
            most_rows=services.settings.batch_file_rows,
        )
    return _Check(services, workers, Judge(batch, services.vault, seal, services.ids), checking)


async def _through(check: _Check) -> None:
    services, judge, checking = check.services, check.judge, check.checking
    fields = fields_of(checking.version.content)
    names = names_of(fields, checking.wishes)
    pieces = pieces_of(services, judge.seal, judge.batch)
    table = await open_table(pieces, check.workers, names, checking.most_rows)
    understood = await asyncio.to_thread(understand, table, fields, checking.wishes)
    # Read once before any row is checked: what is wrong with the file as a whole is said at once,
    # and whoever watches knows how much there is to do.
    count = await asyncio.to_thread(_count, table, understood, checking.most_rows)
    found = Findings(replace(understood, rows=count))
    await asyncio.to_thread(note_findings, services, judge, found)
    marked = replace(check, checking=replace(checking, marks=table.marks))
    await _check_rows(marked, table, understood)
    if count > LARGE:
        check.workers.let_go()
    await asyncio.to_thread(end_check, services, judge, None)
    await asyncio.to_thread(give_back)


def _count(table: Table, understood: Understood, most: int) -> int:
    count = sum(1 for _ in islice(rows_of(table, understood), most + 1))
    if count > most:
        raise unreadable("FILE_TOO_MANY_ROWS", most=most)
    if not count:
        raise unreadable("FILE_EMPTY")
    return count


async def _check_rows(check: _Check, table: Table, understood: Understood) -> None:
    with check.services.database.read() as connection:
        last = batch_chunks.last(connection, check.judge.batch.id)
    number, after = (last.number + 1, last.last_row) if last else (0, 0)
    rows = (row for row in rows_of(table, understood) if row[0] > after)
    async with aclosing(_checked(check, rows, understood.columns)) as chunks:
        async for checked in chunks:
            await asyncio.to_thread(store_chunk, check.services, check.judge, number, checked)
            number += 1


async def _checked(
    check: _Check, rows: Iterator[Row], columns: Sequence[Column]
) -> AsyncGenerator[tuple[CheckedRow, ...], None]:
    """Have chunks checked by a worker, the next one while the one that is given is stored.

    One after the other: a chunk takes a twentieth of what a second worker takes to start, and less
    than it takes to be stored.
    """
    turn = asyncio.Lock()

    async def in_turn(chunk: Sequence[Row]) -> tuple[CheckedRow, ...]:
        async with turn:
            return await check.workers.run(check_rows, chunk, columns, check.checking)

    under_way: deque[asyncio.Task[tuple[CheckedRow, ...]]] = deque()
    try:
        while chunk := await asyncio.to_thread(lambda: list(islice(rows, CHUNK_ROWS))):
            under_way.append(asyncio.create_task(in_turn(chunk)))
            if len(under_way) > _AHEAD:
                yield await under_way.popleft()
        while under_way:
            yield await under_way.popleft()
    finally:
        for task in under_way:
            task.cancel()
