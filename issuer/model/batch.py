"""A batch: a school's file of results, checked row by row, then issued as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from issuer.model.award import Learner, Result
from issuer.model.organisation import Actor
from issuer.model.text import Text

CHUNK_ROWS = 1000
"""Rows that are checked, and later issued, together: one transaction each."""


class Policy(StrEnum):
    """What becomes of a learner who is there twice."""

    DENY = "deny"
    SKIP = "skip"
    REPLACE = "replace"


class BatchState(StrEnum):
    """Where a batch stands."""

    RECEIVING = "receiving"
    CHECKING = "checking"
    CHECKED = "checked"
    """Nothing is issued yet: the school decides."""
    ISSUING = "issuing"
    SEALING = "sealing"
    """All badges are out; their European twins are being sealed."""
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"
    """It stopped for a reason that is said, and can be resumed unless the file is the reason."""


class RowState(StrEnum):
    """What becomes, or has become, of a row."""

    FINE = "fine"
    FAULTY = "faulty"
    SKIPPED = "skipped"
    REPLACES = "replaces"
    """A correction of the credential that it names."""
    ISSUED = "issued"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ChunkState(StrEnum):
    """How far the rows of a chunk are issued."""

    WAITING = "waiting"
    ISSUING = "issuing"
    SEALING = "sealing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One file of results of one programme version."""

    id: str
    organisation_id: str
    version_id: str
    profile_id: str
    policy: Policy
    state: BatchState
    created_by: Actor
    created_at: datetime
    file_bytes: int = 0
    file_digest: str = ""
    """SHA-256 of the file, hexadecimal; empty while it is received."""
    failure: str | None = None
    """A code, of a batch that failed."""
    notify: bool | None = None
    """Whether we write to the learners; None: as the school does it."""
    leave_faulty: bool = False
    """The school decided to issue the good rows and leave the others."""
    committed_by: Actor | None = None
    """Approves the rows and issues them."""
    checked_at: datetime | None = None
    committed_at: datetime | None = None
    ended_at: datetime | None = None
    """Finished, cancelled or failed."""
    content_until: datetime | None = None
    """When the file and the rows' content are destroyed; None: not while it is worked on."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing to put right in a row."""

    code: str
    sentence: Text
    field: str | None = None
    column: str | None = None
    """The heading in the file; None when the column is missing, or it is about the whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContent:
    """What a good row orders. Learner and result are as in a single order."""

    learner: Learner
    """Without an id: the learner may be known already."""
    result: Result
    language: str
    """The language of the badge."""
    page_token: str
    salt: str
    """Base64url of at least 16 random bytes. Both drawn once: issuing again gives equal bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One row of the file."""

    number: int
    """As a spreadsheet shows it."""
    chunk: int
    state: RowState
    credential_id: str | None = None
    """Drawn when the row was checked: whatever is repeated, it is this credential."""
    award_id: str | None = None
    content: RowContent | None = None
    """None of rows that do not say who it is."""
    faults: tuple[RowFault, ...] = ()
    same_as: int | None = None
    """The row with the same learner that stands instead of this one, or before it."""
    present_credential_id: str | None = None
    """What the learner holds already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Rows that are issued together."""

    number: int
    """From 0, in the file's order."""
    first_row: int
    last_row: int
    state: ChunkState = ChunkState.WAITING
    attempts: int = 0
