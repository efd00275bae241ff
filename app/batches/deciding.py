"""What a school decides about a batch: to issue it, to stop it, to go on with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from app.db import audit, batch_chunks, batches, programmes
from app.db.batch_chunks import Counts
from app.db.engine import Connection
from app.jobs.asking import ask_for_batch
from app.services import Services
from issuer.errors import NotFound, NotPermitted, WrongState
from issuer.model.approval import ProgrammeState
from issuer.model.batch import Batch, BatchState, RowState
from issuer.model.organisation import Actor, Scope

_GOING_ON = frozenset({BatchState.ISSUING, BatchState.SEALING, BatchState.FINISHED})
_STOPPABLE = frozenset(
    {BatchState.CHECKING, BatchState.CHECKED, BatchState.ISSUING, BatchState.FAILED}
)
_RESUMABLE = frozenset({BatchState.CANCELLED, BatchState.FAILED})
_NOT_THE_FILES = frozenset({None, "CHECK_STOPPED", "JOB_FAILED"})
"""Why a check may stop that another attempt may mend."""
_TO_ISSUE = (RowState.FINE, RowState.REPLACES)


class RowsFaulty(WrongState):
    """Some rows have faults, and the caller has not said what is to become of them."""

    code = "BATCH_HAS_FAULTY_ROWS"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides about which batch."""

    services: Services
    actor: Actor
    batch_id: str

    def commit(self, *, leave_faulty: bool) -> Batch:
        """Approve every good row and have it issued; again, it changes nothing.

        Raises NotFound, NotPermitted, WrongState, RowsFaulty.
        """
        _require_issuer_and_approver(self.actor)
        with self._deciding() as connection:
            batch = self._held(connection)
            if batch.state in _GOING_ON:
                return batch
            _require(batch, frozenset({BatchState.CHECKED}), "Only a checked batch is committed")
            self._require_content(batch)
            _require_approved(connection, batch)
            counts = batch_chunks.counts(connection, batch.id)
            _require_something_to_issue(counts, leave_faulty=leave_faulty)
            committed = replace(
                batch,
                state=BatchState.ISSUING,
                leave_faulty=leave_faulty,
                committed_by=self.actor,
                committed_at=self.services.clock.now(),
                content_until=None,
            )
            return self._saved(connection, committed, batch, "batch.committed", counts)

    def cancel(self) -> Batch:
        """Stop a batch. What is issued stays issued. Raises NotFound, WrongState."""
        with self._deciding() as connection:
            batch = self._held(connection)
            if batch.state is BatchState.CANCELLED:
                return batch
            _require(batch, _STOPPABLE, "This batch can no longer be cancelled")
            cancelled = replace(
                batch,
                state=BatchState.CANCELLED,
                failure=None,
                ended_at=self.services.clock.now(),
                content_until=self._kept_until(),
            )
            counts = batch_chunks.counts(connection, batch.id)
            return self._saved(connection, cancelled, batch, "batch.cancelled", counts)

    def resume(self) -> Batch:
        """Go on with what was cancelled, or failed for a reason that is mended.

        Raises NotFound, NotPermitted, WrongState.
        """
        with self._deciding() as connection:
            batch = self._held(connection)
            if batch.state not in _RESUMABLE and batch.ended_at is None:
                return batch
            _require(batch, _RESUMABLE, "Only a batch that was cancelled or failed is resumed")
            self._require_content(batch)
            state = self._then(batch)
            waits = state is BatchState.CHECKED  # for a decision, which may never come
            resumed = replace(
                batch,
                state=state,
                failure=None,
                ended_at=None,
                content_until=self._kept_until() if waits else None,
            )
            counts = batch_chunks.counts(connection, batch.id)
            return self._saved(connection, resumed, batch, "batch.resumed", counts)

    def forget(self) -> Batch:
        """Have the content of a batch that has ended destroyed before its time.

        Raises NotFound, WrongState.
        """
        with self._deciding() as connection:
            batch = self._held(connection)
            if batch.ended_at is None:
                raise WrongState(
                    f"Its file is needed until the batch has ended; it is {batch.state.value}.",
                    state=batch.state.value,
                )
            forgotten = replace(batch, content_until=self.services.clock.now())
            counts = batch_chunks.counts(connection, batch.id)
            return self._saved(connection, forgotten, batch, "batch.content-destroyed", counts)

    @contextmanager
    def _deciding(self) -> Iterator[Connection]:
        """Open the transaction of a decision; once it is committed, whoever does jobs is told."""
        with self.services.database.write() as connection:
            yield connection
        self.services.jobs_bell.ring()

    def _require_content(self, batch: Batch) -> None:
        """From the end of its time on content may be gone, in part. Raises NotFound."""
        if batch.content_until is None or batch.content_until <= self.services.clock.now():
            raise NotFound("The content of this batch is no longer kept.")

    def _then(self, batch: Batch) -> BatchState:
        if batch.committed_at is not None:
            _require_issuer_and_approver(self.actor)
            return BatchState.ISSUING
        if batch.checked_at is not None:
            return BatchState.CHECKED
        if batch.failure not in _NOT_THE_FILES:
            raise WrongState(
                "The file itself is at fault. Mend it, and upload it as a new batch.",
                state=batch.state.value,
            )
        return BatchState.CHECKING

    def _kept_until(self) -> datetime:
        return self.services.clock.now() + self.services.settings.batch_content_kept

    def _held(self, connection: Connection) -> Batch:
        own = self.actor.organisation_id
        return batches.get(connection, self.batch_id, organisation_id=own, for_update=True)

    def _saved(
        self, connection: Connection, batch: Batch, previous: Batch, action: str, counts: Counts
    ) -> Batch:
        batches.save(connection, batch, previous=previous)
        detail = {state.value: count for state, count in counts.items() if count}
        write_down(connection, batch, action, self.actor, self.services.clock.now(), detail)
        ask_for_batch(connection, batch.id)
        return batch


def write_down(  # noqa: PLR0913, PLR0917  # each is a part of one sentence
    connection: Connection,
    batch: Batch,
    action: str,
    actor: Actor,
    now: datetime,
    counts: Mapping[str, int] | None = None,
) -> None:
    """Append a step of a batch to the audit record: ids and numbers, nothing of the file."""
    happening = audit.Happening(
        action=action,
        subject_kind="batch",
        subject_id=batch.id,
        organisation_id=batch.organisation_id,
        detail={"state": batch.state.value, "version_id": batch.version_id, **(counts or {})},
    )
    audit.append(connection, happening, actor, at=now)


def _require(batch: Batch, states: frozenset[BatchState], sentence: str) -> None:
    if batch.state not in states:
        raise WrongState(f"{sentence}; this one is {batch.state.value}.", state=batch.state.value)


def _require_issuer_and_approver(actor: Actor) -> None:
    """Ask what issuing in one go asks: whoever commits approves, and issues."""
    for scope in (Scope.APPROVE, Scope.ISSUE):
        if not actor.may(scope):
            raise NotPermitted(
                f"Issuing a batch needs “approve” and “issue”; {scope.value} is missing.",
                scope=scope.value,
            )


def _require_approved(connection: Connection, batch: Batch) -> None:
    state = programmes.by_id(connection, batch.version_id).state
    if state is not ProgrammeState.APPROVED:
        raise WrongState(
            f"Only an approved programme version is issued; this one is {state.value}.",
            state=state.value,
        )


def _require_something_to_issue(counts: Counts, *, leave_faulty: bool) -> None:
    faulty = counts[RowState.FAULTY]
    if faulty and not leave_faulty:
        raise RowsFaulty(
            f"{faulty} rows have faults. Mend the file and upload it again, "
            "or commit with faulty=leave to issue the others.",
            faulty=str(faulty),
        )
    if not any(counts[state] for state in _TO_ISSUE):
        raise WrongState("No row of this batch is to be issued.")
