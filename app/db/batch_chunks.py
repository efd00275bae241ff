"""Chunks of a batch: how far each one is, and how many of its rows are in which state."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from app.db.batch_rows import within_chunk
from app.db.tables import batch_chunks, batch_rows
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.batch import Chunk, ChunkState, RowState

Counts = Mapping[RowState, int]


def add(connection: Connection, batch_id: str, chunk: Chunk) -> None:
    """Enter a chunk without rows; `recount` when they are there."""
    row = {
        "batch_id": batch_id,
        "number": chunk.number,
        "first_row": chunk.first_row,
        "last_row": chunk.last_row,
        "state": chunk.state.value,
        "attempts": chunk.attempts,
        **{state.value: 0 for state in RowState},
    }
    connection.execute(insert(batch_chunks).values(row))


def get(connection: Connection, batch_id: str, number: int, *, for_update: bool = False) -> Chunk:
    """Load a chunk; `for_update` holds it. Raises NotFound."""
    query = select(batch_chunks).where(_is(batch_id, number))
    row = connection.execute(query.with_for_update() if for_update else query).one_or_none()
    if row is None:
        raise NotFound("There is no such chunk.")
    return _chunk(row)


def last(connection: Connection, batch_id: str, *, within: int | None = None) -> Chunk | None:
    """Give the last chunk that was checked, up to number `within`; None before the first."""
    query = select(batch_chunks).where(batch_chunks.c.batch_id == batch_id)
    if within is not None:
        query = query.where(batch_chunks.c.number <= within)
    row = connection.execute(query.order_by(batch_chunks.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _chunk(row)


def numbers(connection: Connection, batch_id: str, *states: ChunkState) -> tuple[int, ...]:
    """Number the chunks in any of these states, in the file's order."""
    query = select(batch_chunks.c.number).where(
        batch_chunks.c.batch_id == batch_id,
        batch_chunks.c.state.in_([state.value for state in states]),
    )
    return tuple(connection.scalars(query.order_by(batch_chunks.c.number)))


def save(connection: Connection, batch_id: str, chunk: Chunk, *, previous: Chunk) -> None:
    """Store what has become of `previous`, as it was loaded. Raises ConcurrentChange."""
    same = _is(batch_id, chunk.number) & (batch_chunks.c.state == previous.state.value)
    changed = {"state": chunk.state.value, "attempts": chunk.attempts}
    if connection.execute(update(batch_chunks).where(same).values(changed)).rowcount == 0:
        raise ConcurrentChange("This chunk has gone on meanwhile.")


def recount(connection: Connection, batch_id: str, number: int) -> None:
    """Count a chunk's rows by their states, in the transaction that changed them."""
    found = {row.state: row.rows for row in connection.execute(rows_by_state(batch_id, number))}
    values = {state.value: found.get(state.value, 0) for state in RowState}
    connection.execute(update(batch_chunks).where(_is(batch_id, number)).values(values))


def rows_by_state(batch_id: str, number: int) -> Select[tuple[str, int]]:
    """Give the query for how many rows of a chunk are in which state."""
    return (
        select(batch_rows.c.state, func.count().label("rows"))
        .where(within_chunk(batch_id, number, *RowState))
        .group_by(batch_rows.c.state)
    )


def counts(connection: Connection, batch_id: str) -> Counts:
    """Count all rows of a batch by their present states."""
    summed = [func.coalesce(func.sum(batch_chunks.c[state.value]), 0) for state in RowState]
    row = connection.execute(select(*summed).where(batch_chunks.c.batch_id == batch_id)).one()
    return {state: int(count) for state, count in zip(RowState, row, strict=True)}


def _is(batch_id: str, number: int) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy's
    return (batch_chunks.c.batch_id == batch_id) & (batch_chunks.c.number == number)


def _chunk(row: Row[Any]) -> Chunk:
    return Chunk(
        number=row.number,
        first_row=row.first_row,
        last_row=row.last_row,
        state=ChunkState(row.state),
        attempts=row.attempts,
    )
