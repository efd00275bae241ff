"""The file of a batch as it is stored: read piece by piece, opened as a table."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from app.batches.source import Pieces, beginning
from app.batches.table import MOST_FILE_BYTES, Marks, Row, Table
from app.batches.understanding import text_table
from app.batches.workbook import is_workbook, workbook_table
from app.db import batch_pieces
from app.keys.sealing import Seal
from app.services import Services
from app.workers import Workers
from issuer.batch.faults import UnreadableTable, unreadable
from issuer.faults import Fault
from issuer.model.batch import Batch

_WORKBOOK_SECONDS = 60.0
"""A workbook of the largest size takes about ten."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a worker found in a workbook; the rows as lines of JSON, which take little memory."""

    name: str | None
    others: tuple[str, ...]
    lines: bytes
    marks: Marks


def pieces_of(services: Services, seal: Seal, batch: Batch) -> Pieces:
    """Read a batch's file; no transaction stays open between two pieces."""

    def read() -> Iterator[bytes]:
        for number in count():
            with services.database.read() as connection:
                piece = batch_pieces.read(connection, seal, batch.id, number)
            if piece is None:
                return
            yield piece

    return read


async def open_table(
    pieces: Pieces, workers: Workers, names: Mapping[str, str], most_rows: int
) -> Table:
    """Open a file; a workbook is unpacked by a worker.

    Raises UnreadableTable, WorkerStopped, WorkerFailed.
    """
    if not is_workbook(await asyncio.to_thread(beginning, pieces)):
        return await asyncio.to_thread(text_table, pieces, names, most_rows)
    data = await asyncio.to_thread(_whole, pieces)
    sheet = await workers.run_within(_WORKBOOK_SECONDS, _unpacked, data, names)
    if isinstance(sheet, Fault):
        raise UnreadableTable(sheet)
    return Table(
        lambda: _rows(sheet.lines),
        "workbook",
        sheet=sheet.name,
        other_sheets=sheet.others,
        marks=sheet.marks,
    )


def _whole(pieces: Pieces) -> bytes:
    """Read a workbook, which cannot be read otherwise. Raises UnreadableTable."""
    data = bytearray()
    for piece in pieces():
        data += piece
        if len(data) > MOST_FILE_BYTES:
            raise unreadable("WORKBOOK_TOO_LARGE", most=MOST_FILE_BYTES // (1024 * 1024))
    return bytes(data)


def _unpacked(data: bytes, names: Mapping[str, str]) -> _Sheet | Fault:
    try:
        table = workbook_table(data, names)
        lines = "\n".join(json.dumps([number, *cells]) for number, cells in table.rows())
    except UnreadableTable as error:
        return error.fault
    return _Sheet(table.sheet, table.other_sheets, lines.encode(), table.marks)


def _rows(lines: bytes) -> Iterator[Row]:
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start)
        end = len(lines) if end < 0 else end
        number, *cells = json.loads(lines[start:end])
        yield number, cells
        start = end + 1
