"""A chunk under way: what holds it, and what its first transaction leaves for the others."""

from __future__ import annotations

from dataclasses import dataclass

from app.batches.orders import Judged, Terms
from app.db import batch_chunks, batches
from app.db.engine import Connection
from app.db.status_places import Places
from issuer.model.batch import Batch, BatchState, Chunk, ChunkState
from issuer.model.organisation import Profile, SigningKey

_TO_ISSUE = frozenset({ChunkState.WAITING, ChunkState.ISSUING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is to be rendered, signed and checked."""

    batch_id: str
    number: int
    terms: Terms
    profile: Profile
    keys: tuple[SigningKey, ...]
    """All of the profile's, retired ones too."""
    has_twin: bool
    judged: Judged
    places: tuple[Places, ...]
    """For each list that the programme has."""


def hold(connection: Connection, batch_id: str, number: int) -> tuple[Batch, Chunk] | None:
    """Hold a chunk until our transaction ends; None when it is not to be issued (any more).

    First the batch, which many may hold at once, then the chunk: whoever changes the batch itself,
    as cancelling does, waits for us or we for them, and never each for the other.
    """
    batch = batches.held(connection, batch_id)
    if batch.state is not BatchState.ISSUING:
        return None
    chunk = batch_chunks.get(connection, batch_id, number, for_update=True)
    return (batch, chunk) if chunk.state in _TO_ISSUE else None
