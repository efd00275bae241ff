"""What of a chunk is to be issued: each row against what its learner holds by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.db.awards import Standing
from app.db.learner_rows import KnownLearner
from app.db.learners import AnotherLearner
from app.db.learners_at_once import Found
from issuer import awarding
from issuer.batch.faults import batch_fault
from issuer.errors import Incomplete, InvalidContent
from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, AwardState, Learner
from issuer.model.batch import BatchRow, Policy, RowContent, RowFault, RowState
from issuer.model.organisation import Actor

TO_ISSUE = frozenset({RowState.FINE, RowState.REPLACES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What all rows of a chunk are judged by."""

    version: ProgrammeVersion
    policy: Policy
    actor: Actor
    """Proposes and approves, as whoever issues in one go does."""
    now: datetime
    notify: bool | None = None
    """Whether we write to the learners; None: as the school does it."""


@dataclass(frozen=True, slots=True)
class Order:
    """One row that is to be issued, with its learner as the database knows them."""

    row: BatchRow
    content: RowContent
    known: KnownLearner
    award: Award
    """Approved."""

    @property
    def credential_id(self) -> str:
        """Give the id that was drawn when the row was checked."""
        if self.row.credential_id is None:
            raise ValueError("A row that is to be issued has the id of its credential.")
        return self.row.credential_id


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of a chunk, divided."""

    orders: tuple[Order, ...]
    settled: tuple[BatchRow, ...]
    """Rows that get no credential, with the reason."""


def judge(
    terms: Terms, rows: Sequence[tuple[BatchRow, Found]], standings: Mapping[str, Standing]
) -> Judged:
    """Divide rows, by learner. Raises NotPermitted and WrongState, which concern all of them."""
    orders: list[Order] = []
    settled: list[BatchRow] = []
    first_of: dict[str, BatchRow] = {}
    for row, found in rows:
        outcome = _outcome(terms, row, found, standings, first_of)
        if isinstance(outcome, Order):
            orders.append(outcome)
        else:
            settled.append(outcome)
    return Judged(tuple(orders), tuple(settled))


def against(row: BatchRow, standing: Standing | None, policy: Policy) -> BatchRow:
    """Say what becomes of a row whose learner has this award of the version, or none."""
    if standing is None:
        return replace(row, state=RowState.FINE)
    present = replace(row, present_credential_id=standing.credential_id)
    if policy is Policy.SKIP:
        return replace(present, state=RowState.SKIPPED)
    if standing.state is not AwardState.ISSUED:  # only what is issued can be corrected
        return faulty(present, "AWARD_UNDER_WAY")
    if policy is Policy.REPLACE:
        return replace(present, state=RowState.REPLACES)
    return faulty(present, "ALREADY_ISSUED")


def faulty(
    row: BatchRow, code: str, *, state: RowState = RowState.FAULTY, other: int | None = None
) -> BatchRow:
    """Settle a row with one fault more."""
    fault = RowFault(code, batch_fault(code, "", row=other).sentence)
    return replace(row, state=state, faults=(*row.faults, fault))


def _outcome(
    terms: Terms,
    row: BatchRow,
    found: Found,
    standings: Mapping[str, Standing],
    first_of: dict[str, BatchRow],
) -> Order | BatchRow:
    if isinstance(found, AnotherLearner):
        return faulty(row, found.code)
    learner = found.learner
    other = first_of.setdefault(learner.id, row)
    if other is not row:
        return _repeated(row, other.number, terms.policy)
    standing = standings.get(learner.id)
    present = against(row, standing, terms.policy)
    if present.content is None or present.state not in TO_ISSUE:
        return present
    try:
        award = _approved(terms, present, present.content, learner)
    except (Incomplete, InvalidContent) as error:
        return faulty(row, error.code)
    corrects = standing.award_id if standing else None
    return Order(present, present.content, found, replace(award, supersedes=corrects))


def _repeated(row: BatchRow, other: int, policy: Policy) -> BatchRow:
    """Settle a row whose learner the file names twice, as only the database could know."""
    repeated = replace(row, same_as=other)
    if policy is Policy.DENY:
        return faulty(repeated, "DUPLICATE_IN_FILE", other=other)
    return replace(repeated, state=RowState.SKIPPED)


def _approved(terms: Terms, row: BatchRow, content: RowContent, learner: Learner) -> Award:
    """Propose and approve by the rules of single issue."""
    if row.award_id is None:
        raise ValueError("A row that is to be issued has the id of its award.")
    proposal = awarding.Proposal(
        award_id=row.award_id,
        version=terms.version,
        learner=learner,
        result=content.result,
        language=content.language,
        notify=terms.notify,
    )
    proposed = awarding.propose(proposal, terms.actor, now=terms.now)
    return awarding.approve(proposed, terms.actor, now=terms.now)
