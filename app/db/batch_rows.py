"""Rows of a batch: what each one says is sealed, what becomes of it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select, update

from app.db import places
from app.db.inserting import insert_all
from app.db.learner_rows import email_lookup, identifier_lookup
from app.db.tables import batch_chunks, batch_rows
from app.keys.sealing import Seal, Vault
from issuer.model.batch import CHUNK_ROWS, BatchRow, RowContent, RowFault, RowState


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows, counted on from the last one that is known: the way never gets longer."""

    after: int = 0
    """A row's number."""
    until: int | None = None
    """The last number that is wanted."""
    state: RowState | None = None
    limit: int = CHUNK_ROWS


_CONTENT = TypeAdapter(RowContent)
_FAULTS = TypeAdapter(tuple[RowFault, ...])


def add(
    connection: Connection, keys: tuple[Vault, Seal], batch_id: str, rows: Sequence[BatchRow]
) -> None:
    """Enter the checked rows of a chunk, in one statement; `keys`: for look-ups, and the batch's.

    Good rows can be looked up by their learner, whatever is to become of them.
    """
    vault, seal = keys
    insert_all(connection, batch_rows, [_row(vault, seal, batch_id, row) for row in rows])


def of_chunk(
    connection: Connection, seal: Seal, batch_id: str, chunk: int, *states: RowState
) -> tuple[BatchRow, ...]:
    """Give the rows of a chunk that are in any of these states, in the file's order."""
    query = select(batch_rows).where(within_chunk(batch_id, chunk, *states))
    return _opened(connection, seal, query.order_by(batch_rows.c.number))


def some(
    connection: Connection, seal: Seal | None, batch_id: str, wanted: Wanted
) -> tuple[BatchRow, ...]:
    """Give some rows, in the file's order; without a seal, what is not sealed of them."""
    query = _of(batch_id).where(batch_rows.c.number > wanted.after)
    if wanted.until is not None:
        query = query.where(batch_rows.c.number <= wanted.until)
    if wanted.state is not None:
        query = query.where(batch_rows.c.state == wanted.state.value)
    return _opened(connection, seal, query.order_by(batch_rows.c.number).limit(wanted.limit))


def of_learners(
    connection: Connection, keys: tuple[Vault, Seal], batch_id: str, alike: Sequence[RowContent]
) -> tuple[BatchRow, ...]:
    """Give the rows that stand for the learners of these contents, by number or e-mail address.

    A row that another one stands for is not among them.
    """
    vault, seal = keys
    emails = {email_lookup(vault, each.learner) for each in alike} - {None}
    identifiers = {
        identifier_lookup(vault, each.learner) for each in alike if each.learner.identifier
    }
    query = _of(batch_id).where(
        or_(batch_rows.c.email_lookup.in_(emails), batch_rows.c.identifier_lookup.in_(identifiers)),
        batch_rows.c.same_as.is_(None),
    )
    return _opened(connection, seal, query.order_by(batch_rows.c.number))


def settle(connection: Connection, seal: Seal, batch_id: str, rows: Sequence[BatchRow]) -> None:
    """Store what has become of rows, in one statement: state, faults, and what they refer to."""
    if not rows:
        return
    changed = update(batch_rows).where(
        batch_rows.c.batch_id == batch_id, batch_rows.c.number == bindparam("at")
    )
    columns = ("state", "faults_sealed", "same_as", "present_credential_id")
    connection.execute(
        changed.values({column: bindparam(column) for column in columns}),
        [{"at": row.number, **_state_row(seal, batch_id, row)} for row in rows],
    )


def issue(connection: Connection, batch_id: str, chunk: int) -> None:
    """Mark as issued whatever of a chunk was to be issued and is not settled otherwise."""
    waiting = within_chunk(batch_id, chunk, RowState.FINE, RowState.REPLACES)
    connection.execute(update(batch_rows).where(waiting).values(state=RowState.ISSUED.value))


def credentials_of_chunk(connection: Connection, batch_id: str, chunk: int) -> tuple[str, ...]:
    """Give the ids of the credentials that were issued of a chunk, in the file's order."""
    query = select(batch_rows.c.credential_id).where(within_chunk(batch_id, chunk, RowState.ISSUED))
    return tuple(connection.scalars(query.order_by(batch_rows.c.number)))


def credentials_of_batch(connection: Connection, batch_id: str, *, limit: int) -> tuple[str, ...]:
    """Give the ids of the first credentials that were issued of a batch, in the file's order."""
    query = select(batch_rows.c.credential_id).where(
        batch_rows.c.batch_id == batch_id, batch_rows.c.state == RowState.ISSUED.value
    )
    return tuple(connection.scalars(query.order_by(batch_rows.c.number).limit(limit)))


def empty(connection: Connection, batch_id: str, chunk: int) -> None:
    """Destroy what is kept of a chunk's rows; they stay as numbers, states and ids."""
    columns = ("content_sealed", "faults_sealed", "email_lookup", "identifier_lookup")
    own = within_chunk(batch_id, chunk, *RowState)
    connection.execute(update(batch_rows).where(own).values(dict.fromkeys(columns)))


def within_chunk(batch_id: str, chunk: int, *states: RowState) -> ColumnElement[bool]:
    """Give the condition of being a row of this chunk in one of these states.

    A chunk is rows that follow one another, so they are found by their numbers: an index that only
    tells the chunk would be passed over for one with states, and the whole batch walked through.
    """
    own = (batch_chunks.c.batch_id == batch_id) & (batch_chunks.c.number == chunk)
    first, last = (
        select(column).where(own).scalar_subquery()
        for column in (batch_chunks.c.first_row, batch_chunks.c.last_row)
    )
    return and_(
        batch_rows.c.batch_id == batch_id,
        batch_rows.c.number.between(first, last),
        batch_rows.c.state.in_([state.value for state in states]),
    )


def _row(vault: Vault, seal: Seal, batch_id: str, row: BatchRow) -> dict[str, Any]:
    content, place = row.content, places.batch_row(batch_id, row.number, "content")
    learner = content.learner if content else None
    return {
        "batch_id": batch_id,
        "number": row.number,
        "chunk": row.chunk,
        "credential_id": row.credential_id,
        "award_id": row.award_id,
        "content_sealed": (
            None if content is None else seal.close(_CONTENT.dump_json(content), place=place)
        ),
        "email_lookup": email_lookup(vault, learner) if learner else None,
        "identifier_lookup": (
            identifier_lookup(vault, learner) if learner and learner.identifier else None
        ),
        **_state_row(seal, batch_id, row),
    }


def _state_row(seal: Seal, batch_id: str, row: BatchRow) -> dict[str, Any]:
    place = places.batch_row(batch_id, row.number, "faults")
    return {
        "state": row.state.value,
        "faults_sealed": (
            seal.close(_FAULTS.dump_json(row.faults), place=place) if row.faults else None
        ),
        "same_as": row.same_as,
        "present_credential_id": row.present_credential_id,
    }


def _of(batch_id: str) -> Select[Any]:
    return select(batch_rows).where(batch_rows.c.batch_id == batch_id)


def _opened(connection: Connection, seal: Seal | None, query: Select[Any]) -> tuple[BatchRow, ...]:
    return tuple(_batch_row(seal, row) for row in connection.execute(query))


def _batch_row(seal: Seal | None, row: Row[Any]) -> BatchRow:
    content = _open(seal, row, "content")
    faults = _open(seal, row, "faults")
    return BatchRow(
        number=row.number,
        chunk=row.chunk,
        state=RowState(row.state),
        credential_id=row.credential_id,
        award_id=row.award_id,
        content=None if content is None else _CONTENT.validate_json(content),
        faults=() if faults is None else _FAULTS.validate_json(faults),
        same_as=row.same_as,
        present_credential_id=row.present_credential_id,
    )


def _open(seal: Seal | None, row: Row[Any], column: str) -> bytes | None:
    sealed = row._mapping[f"{column}_sealed"]  # noqa: SLF001 - a public name
    if seal is None or sealed is None:
        return None
    return seal.open(bytes(sealed), place=places.batch_row(row.batch_id, row.number, column))
