"""Receives the file of a batch: sealed in pieces as it arrives, never whole in memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from anyio import CancelScope

from app.batches import findings
from app.batches.asked import Terms
from app.batches.deciding import write_down
from app.db import batch_pieces, batches
from app.jobs.asking import ask_for_batch
from app.keys.sealing import Seal
from app.problems import ApiProblem
from app.repeating import RepeatGuard
from app.services import Services
from issuer.model.approval import ProgrammeVersion
from issuer.model.batch import Batch, BatchState
from issuer.model.organisation import Actor

_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way, and what it is for."""

    file: AsyncIterator[bytes]
    terms: Terms
    version: ProgrammeVersion
    key: str | None
    """The request's Idempotency-Key."""


async def receive(services: Services, actor: Actor, upload: Upload) -> Batch:
    """Store a file and have it checked; what does not come whole is taken back.

    Gives the earlier batch when the same request came before. Raises ApiProblem BAD_REQUEST,
    IdempotencyKeyReused, and what reading the file raises.
    """
    batch, seal = await asyncio.to_thread(_begin, services, actor, upload)
    try:
        received = await _store(services, seal, batch, upload.file)
        checking = await asyncio.to_thread(_check_next, services, actor, upload, received)
    except BaseException:  # whoever sent it may have left, too
        with CancelScope(shield=True):
            await asyncio.to_thread(_take_back, services, batch)
        raise
    services.jobs_bell.ring()
    return checking


def _begin(services: Services, actor: Actor, upload: Upload) -> tuple[Batch, Seal]:
    version = upload.version
    batch = Batch(
        id=services.ids.new_id(),
        organisation_id=actor.organisation_id,
        version_id=version.id,
        profile_id=version.profile_id,
        policy=upload.terms.policy,
        notify=upload.terms.notify,
        state=BatchState.RECEIVING,
        created_by=actor,
        created_at=services.clock.now(),
    )
    with services.database.write() as connection:
        wishes = findings.wishes_json(upload.terms.wishes)
        batches.add(connection, services.vault, batch, wishes=wishes)
        return batch, batches.seal_of(connection, services.vault, batch.id)


async def _store(services: Services, seal: Seal, batch: Batch, file: AsyncIterator[bytes]) -> Batch:
    digest, size, number, waiting = hashlib.sha256(), 0, 0, bytearray()

    def put(piece: bytes) -> None:
        with services.database.write() as connection:
            batch_pieces.add(connection, seal, batch.id, number, piece)

    async for part in file:
        digest.update(part)
        size += len(part)
        waiting += part
        if len(waiting) >= _PIECE_BYTES:
            await asyncio.to_thread(put, bytes(waiting))
            number += 1
            waiting.clear()
    if not size:
        raise ApiProblem("BAD_REQUEST", "Nothing was sent. Send a file.")
    if waiting:
        await asyncio.to_thread(put, bytes(waiting))
    return replace(batch, file_bytes=size, file_digest=digest.hexdigest())


def _check_next(services: Services, actor: Actor, upload: Upload, received: Batch) -> Batch:
    """Let the check begin, unless the same request did so before."""
    guard = RepeatGuard(upload.key, _fingerprint(upload, received))
    with services.database.write() as connection:
        now, made = services.clock.now(), ("batch", received.id)
        earlier = guard.made_before(connection, actor, made, now=now)
        if earlier is not None:
            batches.remove(connection, received.id)
            return batches.get(connection, earlier, organisation_id=actor.organisation_id)
        previous = replace(received, file_bytes=0, file_digest="")
        checking = replace(received, state=BatchState.CHECKING)
        batches.save(connection, checking, previous=previous)
        write_down(connection, checking, "batch.created", actor, now)
        ask_for_batch(connection, checking.id)
        return checking


def _fingerprint(upload: Upload, received: Batch) -> str:
    asked = (
        "POST /api/v1/batches",
        upload.terms.programme_id,
        str(upload.terms.version),
        upload.terms.policy.value,
        findings.wishes_json(upload.terms.wishes).decode(),
        received.file_digest,
        *(() if upload.terms.notify is None else (str(upload.terms.notify),)),
    )
    return hashlib.sha256("\0".join(asked).encode()).hexdigest()


def _take_back(services: Services, batch: Batch) -> None:
    with services.database.write() as connection:
        batches.remove(connection, batch.id)
