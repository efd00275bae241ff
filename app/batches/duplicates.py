"""What is there twice, in the file or with what is awarded already, and what is to become of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.batches.checking import CheckedRow
from app.db import awards, learners
from app.db.engine import Connection
from app.keys.sealing import Vault
from issuer.batch.faults import batch_fault
from issuer.batch.people import People
from issuer.model.award import AwardState, Learner
from issuer.model.batch import Policy, RowFault


class Outcome(StrEnum):
    """What would become of a row."""

    FINE = "fine"
    FAULTY = "faulty"
    SKIPPED = "skipped"
    REPLACES = "replaces"
    """A correction of the credential that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row, judged."""

    row: int
    outcome: Outcome
    faults: tuple[RowFault, ...] = ()
    same_as: int | None = None
    """The row with the same learner that stands instead of this one, or before it."""
    credential_id: str | None = None
    """What the learner holds already."""


def within_file(rows: Sequence[CheckedRow], policy: Policy) -> dict[int, Verdict]:
    """Judge the rows that repeat a learner of the file, by number; others are not in the answer.

    With `replace` the last row of a learner stands, else the first.
    """
    people, found = People(), {}
    ordered: Iterable[CheckedRow] = reversed(rows) if policy is Policy.REPLACE else rows
    for row in ordered:
        if row.order is None or row.faults:
            continue
        if people.is_another(row.order.learner):
            found[row.number] = _faulty(row, "ANOTHER_LEARNER", field="email")
            continue
        other = people.row_of(row.order.learner, row.number)
        if other is not None:
            found[row.number] = _repeated(row, other, policy)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What is awarded already of one programme version."""

    vault: Vault
    version_id: str
    policy: Policy

    def verdicts(
        self, connection: Connection, rows: Iterable[CheckedRow], repeated: dict[int, Verdict]
    ) -> Iterator[Verdict]:
        """Judge rows in their order; nothing is written."""
        for row in rows:
            if row.faults or row.order is None:
                yield Verdict(row=row.number, outcome=Outcome.FAULTY, faults=row.faults)
            elif row.number in repeated:
                yield repeated[row.number]
            else:
                yield self._against_issued(connection, row, row.order.learner)

    def _against_issued(self, connection: Connection, row: CheckedRow, learner: Learner) -> Verdict:
        try:
            known = learners.find(connection, self.vault, learner)
        except learners.AnotherLearner:
            return _faulty(row, "ANOTHER_LEARNER", field="email")
        standing = known and awards.standing(
            connection, version_id=self.version_id, learner_id=known.id
        )
        if not standing:
            return Verdict(row=row.number, outcome=Outcome.FINE)
        state, credential_id = standing
        return replace(self._of_standing(row, state), credential_id=credential_id)

    def _of_standing(self, row: CheckedRow, state: AwardState) -> Verdict:
        if self.policy is Policy.SKIP:
            return Verdict(row=row.number, outcome=Outcome.SKIPPED)
        if state is not AwardState.ISSUED:  # only what is issued can be corrected
            return _faulty(row, "AWARD_UNDER_WAY")
        if self.policy is Policy.REPLACE:
            return Verdict(row=row.number, outcome=Outcome.REPLACES)
        return _faulty(row, "ALREADY_ISSUED")


def _repeated(row: CheckedRow, other: int, policy: Policy) -> Verdict:
    if policy is Policy.DENY:
        return replace(_faulty(row, "DUPLICATE_IN_FILE", other=other), same_as=other)
    return Verdict(row=row.number, outcome=Outcome.SKIPPED, same_as=other)


def _faulty(
    row: CheckedRow, code: str, *, field: str | None = None, other: int | None = None
) -> Verdict:
    sentence = batch_fault(code, "", row=other).sentence
    return Verdict(
        row=row.number,
        outcome=Outcome.FAULTY,
        faults=(*row.faults, RowFault(code, sentence, field)),
    )
