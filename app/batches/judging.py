"""Judges the checked rows of a chunk: who is twice in the file, and who holds what already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.batches.checking import CheckedRow, RowOrder
from app.batches.orders import against, faulty
from app.clock import Ids
from app.db import awards, batch_rows, learners_at_once
from app.db.engine import Connection
from app.db.learner_rows import AnotherLearner
from app.keys.sealing import Seal, Vault
from issuer.batch.people import People
from issuer.model.batch import Batch, BatchRow, Policy, RowContent, RowState


@dataclass(frozen=True, slots=True)
class Judge:
    """What rows of one batch are judged by."""

    batch: Batch
    vault: Vault
    seal: Seal
    ids: Ids

    def judged(self, connection: Connection, chunk: int, rows: Sequence[CheckedRow]) -> Judged:
        """Say what is to become of each row; nothing is written."""
        rows_of_chunk = [entered(row, self.ids, chunk=chunk) for row in rows]
        within = Within(self.batch.policy, self._earlier(connection, rows_of_chunk))
        judged = within.judged(rows_of_chunk)
        held = Held(self.vault, self.batch.version_id, self.batch.policy)
        return replace(judged, rows=tuple(held.against(connection, judged.rows)))

    def _earlier(self, connection: Connection, rows: Sequence[BatchRow]) -> tuple[BatchRow, ...]:
        """Give the rows of earlier chunks that stand for the learners of these."""
        contents = [row.content for row in rows if row.content]
        keys = self.vault, self.seal
        return batch_rows.of_learners(connection, keys, self.batch.id, contents)


def entered(row: CheckedRow, ids: Ids, *, chunk: int = 0) -> BatchRow:
    """Make a row of a batch of what was checked; a good one gets its ids."""
    faulty_row = BatchRow(number=row.number, chunk=chunk, state=RowState.FAULTY, faults=row.faults)
    if row.faults or row.order is None:
        return faulty_row
    return replace(
        faulty_row,
        state=RowState.FINE,
        credential_id=ids.new_id(),
        award_id=ids.new_id(),
        content=_content(row.order, ids.new_token),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What is awarded already of one programme version."""

    vault: Vault
    version_id: str
    policy: Policy

    def against(self, connection: Connection, rows: Sequence[BatchRow]) -> Iterator[BatchRow]:
        """Compare the rows that stand with what their learners hold, by a few queries for all."""
        wanted = [row.content.learner for row in rows if row.content and row.same_as is None]
        found = learners_at_once.find_all(connection, self.vault, wanted)
        known = {each.id for each in found if each and not isinstance(each, AnotherLearner)}
        standings = awards.standings(connection, version_id=self.version_id, learner_ids=known)
        learners = iter(found)
        for row in rows:
            if row.content is None or row.same_as is not None:
                yield row
                continue
            learner = next(learners)
            if isinstance(learner, AnotherLearner):
                yield faulty(row, learner.code)
            else:
                standing = standings.get(learner.id) if learner else None
                yield against(row, standing, self.policy)


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of a chunk, and the earlier ones that a row of it now stands for."""

    rows: tuple[BatchRow, ...]
    displaced: tuple[BatchRow, ...]


class Within:
    """Who is twice in the file."""

    def __init__(self, policy: Policy, earlier: Sequence[BatchRow] = ()) -> None:
        self._policy = policy
        self._earlier = earlier
        self._displaced: dict[int, int] = {}
        self._people = People()
        for row in earlier:
            if row.content is not None:
                self._people.row_of(row.content.learner, row.number)

    def judged(self, rows: Sequence[BatchRow]) -> Judged:
        """Judge further rows: by `replace` the last one of a learner stands, else the first."""
        standing = [self._judged(row) for row in rows]
        displaced = [row for row in self._earlier if row.number in self._displaced]
        return Judged(tuple(map(self._left_out, standing)), tuple(map(self._left_out, displaced)))

    def _judged(self, row: BatchRow) -> BatchRow:
        if row.content is None:
            return row
        learner = row.content.learner
        if self._people.is_another(learner):
            return replace(faulty(row, AnotherLearner.code), content=None)
        if self._policy is Policy.REPLACE:
            earlier = self._people.stand_in(learner, row.number)
            if earlier is not None:
                self._displaced[earlier] = row.number
            return row
        other = self._people.row_of(learner, row.number)
        if other is None:
            return row
        repeated = replace(row, same_as=other)
        if self._policy is Policy.DENY:
            return faulty(repeated, "DUPLICATE_IN_FILE", other=other)
        return replace(repeated, state=RowState.SKIPPED)

    def _left_out(self, row: BatchRow) -> BatchRow:
        by = self._displaced.get(row.number)
        if by is None:
            return row
        bare = replace(row, faults=(), present_credential_id=None)
        return replace(bare, state=RowState.SKIPPED, same_as=by)


def _content(order: RowOrder, new_token: Callable[[], str]) -> RowContent:
    return RowContent(
        learner=order.learner,
        result=order.result,
        language=order.language,
        page_token=new_token(),
        salt=new_token(),
    )
