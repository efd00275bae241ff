"""Tells how far a batch is, as server-sent events; between two looks no connection is held."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from app.batches.words import BATCH_STATES
from app.db import batch_chunks, batches
from app.services import Services
from issuer.model.batch import BatchState, RowState

MEDIA_TYPE = "text/event-stream"
_ENDED = frozenset({BatchState.FINISHED, BatchState.CANCELLED, BatchState.FAILED})


@dataclass(frozen=True, slots=True)
class Pace:
    """How often is looked, and said something, in seconds."""

    look: float = 1.0
    heartbeat: float = 15.0
    """Proxies close what is silent for longer."""
    longest: float = 3600.0
    """A client that still wants to know connects again."""


PACE = Pace()


@dataclass(frozen=True, slots=True)
class Glance:
    """A batch at one moment."""

    id: str
    """The same as long as nothing has changed: what Last-Event-ID brings back."""
    ended: bool
    data: str


def glance(services: Services, batch_id: str) -> Glance:
    """Look at a batch. Raises NotFound."""
    with services.database.read() as connection:
        batch = batches.by_id(connection, batch_id)
        counts = batch_chunks.counts(connection, batch_id)
    numbers = {state.value: counts[state] for state in RowState}
    data = {
        "state": batch.state.value,
        "state_text": dict(BATCH_STATES[batch.state]),
        "counts": numbers,
    }
    moment = "-".join((batch.state.value, *map(str, numbers.values())))
    return Glance(moment, batch.state in _ENDED, json.dumps(data, ensure_ascii=False))


async def events(
    services: Services, batch_id: str, last_id: str | None, *, pace: Pace = PACE
) -> AsyncIterator[str]:
    """Give an event whenever something has changed since `last_id`, until the batch has ended."""
    silent = lasted = 0.0
    while lasted < pace.longest:
        now = await asyncio.to_thread(glance, services, batch_id)
        if now.id != last_id:
            last_id, silent = now.id, 0.0
            name = "end" if now.ended else "progress"
            yield f"id: {now.id}\nevent: {name}\ndata: {now.data}\n\n"
        if now.ended:
            return
        await asyncio.sleep(pace.look)
        silent, lasted = silent + pace.look, lasted + pace.look
        if silent >= pace.heartbeat:
            silent = 0.0
            yield ": nothing new\n\n"
