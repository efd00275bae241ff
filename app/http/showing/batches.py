"""Batches as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence

from app.batches import findings
from app.batches.answers import understood_json
from app.batches.findings import Findings
from app.batches.words import BATCH_STATES, ROW_STATES
from app.db import batch_chunks, batches, programmes
from app.db.batch_chunks import Counts
from app.db.engine import Connection
from app.fault_pages import explain_fault
from app.http.bodies.batches import (
    BatchAnswer,
    BatchCounts,
    BatchFailure,
    BatchInShort,
    BatchLinks,
    BatchProgress,
    BatchRowAnswer,
    RowFaultAnswer,
    TextAnswer,
    UnderstoodAnswer,
)
from app.problem_kinds import PROBLEM_KINDS
from app.services import Services
from issuer.errors import NotFound
from issuer.model.approval import ProgrammeVersion
from issuer.model.batch import Batch, BatchRow, RowState
from issuer.model.text import Text

_TO_ISSUE = (RowState.FINE, RowState.REPLACES, RowState.ISSUED)


def batch_answer(services: Services, connection: Connection, batch: Batch) -> BatchAnswer:
    """Show a batch with how its file was understood."""
    version = programmes.by_id(connection, batch.version_id)
    counts = batch_chunks.counts(connection, batch.id)
    found = _findings(services, connection, batch)
    return BatchAnswer(
        id=batch.id,
        programme_id=version.programme_id,
        version=version.number,
        duplicates=batch.policy,
        state=batch.state,
        state_text=_text(BATCH_STATES[batch.state]),
        failure=_failure(batch, found),
        file_bytes=batch.file_bytes,
        file_sha256=batch.file_digest,
        counts=counts_answer(counts),
        progress=progress_answer(counts, found),
        understood=_understood(found, version),
        leave_faulty=batch.leave_faulty,
        created_at=batch.created_at,
        created_by=batch.created_by.name,
        checked_at=batch.checked_at,
        committed_at=batch.committed_at,
        committed_by=batch.committed_by.name if batch.committed_by else None,
        ended_at=batch.ended_at,
        content_until=batch.content_until,
        links=_links(batch),
    )


def batches_in_short(connection: Connection, found: Sequence[Batch]) -> list[BatchInShort]:
    """Show the batches of a page."""
    versions = {batch.version_id: programmes.by_id(connection, batch.version_id) for batch in found}
    return [
        BatchInShort(
            id=batch.id,
            programme_id=versions[batch.version_id].programme_id,
            version=versions[batch.version_id].number,
            state=batch.state,
            state_text=_text(BATCH_STATES[batch.state]),
            created_at=batch.created_at,
            ended_at=batch.ended_at,
            links=_links(batch),
        )
        for batch in found
    ]


def row_answer(row: BatchRow) -> BatchRowAnswer:
    """Show one row; nothing that it says of its learner."""
    return BatchRowAnswer(
        row=row.number,
        state=row.state,
        state_text=_text(ROW_STATES[row.state]),
        faults=[
            RowFaultAnswer(
                code=fault.code,
                field=fault.field,
                column=fault.column,
                sentence=_text(fault.sentence),
            )
            for fault in row.faults
        ],
        same_as_row=row.same_as,
        present_credential_id=row.present_credential_id,
        credential_id=row.credential_id if row.state is RowState.ISSUED else None,
    )


def counts_answer(counts: Counts) -> BatchCounts:
    """Show how many rows are in which state."""
    return BatchCounts(**{state.value: count for state, count in counts.items()})


def progress_answer(counts: Counts, found: Findings) -> BatchProgress:
    """Show how far a batch is."""
    return BatchProgress(
        rows=found.understood.rows if found.understood else None,
        checked=sum(counts.values()),
        to_issue=sum(counts[state] for state in _TO_ISSUE),
        issued=counts[RowState.ISSUED],
    )


def _findings(services: Services, connection: Connection, batch: Batch) -> Findings:
    try:
        seal = batches.seal_of(connection, services.vault, batch.id)
    except NotFound:  # its content is destroyed
        return Findings()
    return findings.found(connection, seal, batch.id)


def _failure(batch: Batch, found: Findings) -> BatchFailure | None:
    if batch.failure is None:
        return None
    if found.fault is not None:
        return BatchFailure(code=batch.failure, sentence=_text(found.fault.sentence))
    kind = PROBLEM_KINDS.get(batch.failure)
    sentence = kind.next_step if kind else explain_fault(batch.failure)
    return BatchFailure(code=batch.failure, sentence=_text(sentence or {}))


def _understood(found: Findings, version: ProgrammeVersion) -> UnderstoodAnswer | None:
    if found.understood is None:
        return None
    return UnderstoodAnswer.model_validate(understood_json(found.understood, version))


def _links(batch: Batch) -> BatchLinks:
    own = f"/api/v1/batches/{batch.id}"
    return BatchLinks(
        self=own, rows=f"{own}/rows", events=f"{own}/events", results=f"{own}/results"
    )


def _text(text: Text) -> TextAnswer:
    return TextAnswer(sl=text.get("sl", ""), en=text.get("en", ""))
