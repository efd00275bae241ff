"""The second transaction of a chunk: what was signed becomes issued, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.batches.begun import Begun, hold
from app.batches.orders import TO_ISSUE, Order, against, faulty
from app.db import awards, batch_chunks, batch_rows, batches, issued_at_once, learners_at_once
from app.db.engine import Connection
from app.db.issued_at_once import Following, IssuedRow
from app.jobs.asking import ask
from app.jobs.job import Job, Task
from app.mail.sending import notices
from app.services import Services
from issuer.cohort import Made, Outcome
from issuer.errors import AlreadyExists
from issuer.issuance import intended
from issuer.model.award import AwardState
from issuer.model.batch import BatchRow, ChunkState, RowState
from issuer.rendering.material import Material

_SEALED_WITHIN = timedelta(hours=1)
"""The batch seals its badges itself; then the outbox looks whether any was left."""
_ATTEMPTS = 5
"""Somebody may issue to the same learners meanwhile; each time we look again."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """One order and what came of it."""

    order: Order
    material: Material
    outcome: Outcome


def record(
    services: Services, begun: Begun, materials: Sequence[Material], outcomes: Sequence[Outcome]
) -> None:
    """Store credentials and what has become of every row; nothing if somebody else has.

    Raises AlreadyExists when others issue to the same learners again and again.
    """
    signed = [_Signed(*each) for each in zip(begun.judged.orders, materials, outcomes, strict=True)]
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with services.database.write() as connection:
                _record(services, connection, begun, signed)
        except AlreadyExists:
            if attempt == _ATTEMPTS:
                raise
        else:
            return


def _record(
    services: Services, connection: Connection, begun: Begun, signed: Sequence[_Signed]
) -> None:
    held = hold(connection, begun.batch_id, begun.number)
    if held is None:
        return  # another process was faster, or the batch was cancelled: ours is dropped unseen
    batch, chunk = held
    now = services.clock.now()
    issued, settled = _divided(connection, begun, signed)
    later = _SEALED_WITHIN if begun.has_twin else timedelta(0)
    following = Following(later, notices(services))
    issued_at_once.record(connection, issued, begun.terms.actor, at=now, following=following)
    seal = batches.seal_of(connection, services.vault, batch.id)
    batch_rows.settle(connection, seal, batch.id, [*begun.judged.settled, *settled])
    batch_rows.issue(connection, batch.id, chunk.number)
    then = ChunkState.SEALING if begun.has_twin and issued else ChunkState.DONE
    batch_chunks.save(connection, batch.id, replace(chunk, state=then), previous=chunk)
    batch_chunks.recount(connection, batch.id, chunk.number)
    if then is ChunkState.SEALING:
        ask(connection, [Job(Task.SEAL_CHUNK, batch.id, chunk.number)])


def _divided(
    connection: Connection, begun: Begun, signed: Sequence[_Signed]
) -> tuple[list[IssuedRow], list[BatchRow]]:
    """Look once more at what each learner holds: it may have changed while we signed."""
    learner_ids = [each.order.known.learner.id for each in signed]
    present = learners_at_once.still_there(connection, learner_ids)
    standings = awards.standings(
        connection, version_id=begun.terms.version.id, learner_ids=learner_ids
    )
    issued: list[IssuedRow] = []
    settled: list[BatchRow] = []
    for each in signed:
        order, learner_id = each.order, each.order.known.learner.id
        standing = standings.get(learner_id)
        row = against(order.row, standing, begun.terms.policy)
        if not isinstance(each.outcome, Made):
            settled.append(faulty(order.row, each.outcome.error.code, state=RowState.FAILED))
        elif learner_id not in present:
            settled.append(faulty(order.row, "LEARNER_ERASED", state=RowState.FAILED))
        elif row.state not in TO_ISSUE:
            settled.append(row)
        else:
            issued.append(_issued(each, each.outcome, standing.award_id if standing else None))
    return issued, settled


def _issued(signed: _Signed, made: Made, corrects: str | None) -> IssuedRow:
    order = signed.order
    award = replace(order.award, state=AwardState.ISSUED, supersedes=corrects)
    credential = intended(signed.material, made.prepared, order.content.page_token)
    return IssuedRow(award, replace(credential, documents=made.documents), order.known.seal)
