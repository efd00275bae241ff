"""Batches: where each one stands, and the key to what its file says."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.db import places
from app.db.paging import Paging, Slice, total
from app.db.tables import batch_pieces, batches
from app.keys.sealing import Seal, Vault
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.batch import Batch, BatchState, Policy
from issuer.model.organisation import Actor, Scope

_UNDER_WAY = (
    BatchState.RECEIVING,
    BatchState.CHECKING,
    BatchState.ISSUING,
    BatchState.SEALING,
)


def add(connection: Connection, vault: Vault, batch: Batch, *, wishes: bytes) -> None:
    """Enter a batch under a data key of its own; `wishes` says what its columns shall mean."""
    key_sealed = vault.new_data_key(place=places.batch_key(batch.id))
    seal = vault.data_seal(key_sealed, place=places.batch_key(batch.id))
    row = {
        "id": batch.id,
        "organisation_id": batch.organisation_id,
        "version_id": batch.version_id,
        "profile_id": batch.profile_id,
        "policy": batch.policy.value,
        "notify": batch.notify,
        "created_by": _actor_json(batch.created_by),
        "created_at": batch.created_at,
        "data_key_sealed": key_sealed,
        "wishes_sealed": seal.close(wishes, place=places.batch_column(batch.id, "wishes")),
        **_state_row(batch),
    }
    connection.execute(insert(batches).values(row))


def save(connection: Connection, batch: Batch, *, previous: Batch) -> None:
    """Store what has become of `previous`, as it was loaded. Raises ConcurrentChange."""
    same = (batches.c.id == batch.id) & (batches.c.state == previous.state.value)
    if connection.execute(update(batches).where(same).values(_state_row(batch))).rowcount == 0:
        raise ConcurrentChange("This batch has gone on meanwhile. Look at it again.")


def get(
    connection: Connection, batch_id: str, *, organisation_id: str, for_update: bool = False
) -> Batch:
    """Load a batch of the caller's organisation; `for_update` holds it. Raises NotFound."""
    batch = by_id(connection, batch_id, for_update=for_update)
    if batch.organisation_id != organisation_id:
        raise NotFound("There is no such batch.")
    return batch


def by_id(connection: Connection, batch_id: str, *, for_update: bool = False) -> Batch:
    """Load the batch that a job names; `for_update` holds it. Raises NotFound."""
    query = select(batches).where(batches.c.id == batch_id)
    row = connection.execute(query.with_for_update() if for_update else query).one_or_none()
    if row is None:
        raise NotFound("There is no such batch.")
    return _batch(row)


def held(connection: Connection, batch_id: str) -> Batch:
    """Load a batch that stays in its state until our transaction ends; many may hold it so.

    Raises NotFound.
    """
    query = select(batches).where(batches.c.id == batch_id).with_for_update(read=True)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such batch.")
    return _batch(row)


def listed(
    connection: Connection, *, organisation_id: str, state: BatchState | None, paging: Paging
) -> Slice[Batch]:
    """List an organisation's batches, newest first."""
    query = select(batches).where(batches.c.organisation_id == organisation_id)
    if state is not None:
        query = query.where(batches.c.state == state.value)
    page = query.order_by(batches.c.created_at.desc(), batches.c.id)
    rows = connection.execute(page.offset(paging.offset).limit(paging.size))
    return Slice(tuple(_batch(row) for row in rows), total(connection, query))


def under_way(connection: Connection) -> tuple[Batch, ...]:
    """Give the batches that something is being done for, oldest first."""
    states = [state.value for state in _UNDER_WAY]
    query = select(batches).where(batches.c.state.in_(states)).order_by(batches.c.created_at)
    return tuple(_batch(row) for row in connection.execute(query))


def seal_of(connection: Connection, vault: Vault, batch_id: str) -> Seal:
    """Open the key to a batch's content. Raises NotFound, also after its destruction."""
    query = select(batches.c.data_key_sealed).where(batches.c.id == batch_id)
    key_sealed = connection.scalar(query)
    if key_sealed is None:
        raise NotFound("The content of this batch is no longer kept.")
    return vault.data_seal(bytes(key_sealed), place=places.batch_key(batch_id))


def wishes(connection: Connection, seal: Seal, batch_id: str) -> bytes:
    """Give what the caller said of the columns."""
    sealed = connection.execute(select(batches.c.wishes_sealed).where(batches.c.id == batch_id))
    return seal.open(bytes(sealed.scalar_one()), place=places.batch_column(batch_id, "wishes"))


def note_understood(connection: Connection, seal: Seal, batch_id: str, understood: bytes) -> None:
    """Write down how the file was read."""
    sealed = seal.close(understood, place=places.batch_column(batch_id, "understood"))
    own = batches.c.id == batch_id
    connection.execute(update(batches).where(own).values(understood_sealed=sealed))


def understood(connection: Connection, seal: Seal, batch_id: str) -> bytes | None:
    """Tell how the file was read; None while nobody knows."""
    query = select(batches.c.understood_sealed).where(batches.c.id == batch_id)
    sealed = connection.scalar(query)
    place = places.batch_column(batch_id, "understood")
    return None if sealed is None else seal.open(bytes(sealed), place=place)


def received_since(connection: Connection, *, before: datetime) -> tuple[str, ...]:
    """Name the batches whose file has been on its way since before a moment."""
    query = select(batches.c.id).where(
        batches.c.state == BatchState.RECEIVING.value, batches.c.created_at < before
    )
    return tuple(connection.scalars(query))


def destroyable(connection: Connection, *, now: datetime) -> tuple[str, ...]:
    """Name the batches whose content has been kept long enough."""
    query = select(batches.c.id).where(
        batches.c.data_key_sealed.is_not(None), batches.c.content_until <= now
    )
    return tuple(connection.scalars(query))


def destroy_content(connection: Connection, batch_id: str) -> None:
    """Destroy the file, and the key to all that is kept of it: rows stay as numbers and states."""
    connection.execute(delete(batch_pieces).where(batch_pieces.c.batch_id == batch_id))
    own = batches.c.id == batch_id
    connection.execute(update(batches).where(own).values(data_key_sealed=None))


def remove(connection: Connection, batch_id: str) -> None:
    """Take back a batch whose file never came whole."""
    connection.execute(delete(batch_pieces).where(batch_pieces.c.batch_id == batch_id))
    connection.execute(delete(batches).where(batches.c.id == batch_id))


def _state_row(batch: Batch) -> dict[str, Any]:
    return {
        "state": batch.state.value,
        "failure": batch.failure,
        "leave_faulty": batch.leave_faulty,
        "file_bytes": batch.file_bytes,
        "file_digest": batch.file_digest,
        "committed_by": _actor_json(batch.committed_by) if batch.committed_by else None,
        "checked_at": batch.checked_at,
        "committed_at": batch.committed_at,
        "ended_at": batch.ended_at,
        "content_until": batch.content_until,
    }


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        id=row.id,
        organisation_id=row.organisation_id,
        version_id=row.version_id,
        profile_id=row.profile_id,
        policy=Policy(row.policy),
        notify=row.notify,
        state=BatchState(row.state),
        created_by=_actor(row.created_by),
        created_at=row.created_at,
        file_bytes=row.file_bytes,
        file_digest=row.file_digest,
        failure=row.failure,
        leave_faulty=row.leave_faulty,
        committed_by=_actor(row.committed_by) if row.committed_by else None,
        checked_at=row.checked_at,
        committed_at=row.committed_at,
        ended_at=row.ended_at,
        content_until=row.content_until,
    )


def _actor_json(actor: Actor) -> dict[str, Any]:
    return asdict(actor) | {"scopes": sorted(scope.value for scope in actor.scopes)}


def _actor(stored: Mapping[str, Any]) -> Actor:
    return Actor(**{**stored, "scopes": frozenset(map(Scope, stored["scopes"]))})
