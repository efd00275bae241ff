"""What the API answers about batches."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.http.bodies.basics import Answer, Page
from issuer.model.batch import BatchState, Policy, RowState


class TextAnswer(Answer):
    """One sentence in both languages."""

    sl: str
    en: str


class BatchCounts(Answer):
    """Rows by their present state."""

    fine: int
    faulty: int
    skipped: int
    replaces: int
    issued: int
    failed: int
    cancelled: int


class BatchProgress(Answer):
    """How far a batch is."""

    rows: int | None = Field(description="How many the file has; null until they are counted.")
    checked: int
    to_issue: int = Field(description="Rows that shall become credentials, those issued included.")
    issued: int


class MappedColumn(Answer):
    """One column of the file, and the field that it was taken for."""

    position: int
    column: str
    field: str | None = Field(description="Null: the column is not read.")


class UnderstoodAnswer(Answer):
    """How the file was read."""

    format: str = Field(description="csv, json or workbook.")
    encoding: str | None = Field(description="Look at č, š and ž where it is windows-1250.")
    sheet: str | None = Field(description="The sheet of a workbook that was read.")
    other_sheets: list[str] = Field(description="Sheets that were not read.")
    heading_row: int | None
    mapping: list[MappedColumn]
    unknown_columns: list[str]
    fields: list[str] = Field(description="What a column of this programme can mean.")


class BatchFailure(Answer):
    """Why a batch stopped."""

    code: str
    sentence: TextAnswer


class BatchLinks(Answer):
    """Where to go on."""

    self: str
    rows: str
    events: str
    results: str


class BatchAnswer(Answer):
    """A school's file of results, and what has become of it."""

    id: str
    programme_id: str
    version: int
    duplicates: Policy
    state: BatchState
    state_text: TextAnswer
    failure: BatchFailure | None
    file_bytes: int
    file_sha256: str
    counts: BatchCounts
    progress: BatchProgress
    understood: UnderstoodAnswer | None = Field(
        description="Null until the file was read, and once its content is destroyed."
    )
    leave_faulty: bool
    created_at: datetime
    created_by: str
    checked_at: datetime | None
    committed_at: datetime | None
    committed_by: str | None
    ended_at: datetime | None
    content_until: datetime | None = Field(
        description="When the file, and what its rows say, are destroyed."
    )
    links: BatchLinks


class BatchInShort(Answer):
    """One batch of a list."""

    id: str
    programme_id: str
    version: int
    state: BatchState
    state_text: TextAnswer
    created_at: datetime
    ended_at: datetime | None
    links: BatchLinks


class BatchPage(Page):
    """Batches, newest first."""

    items: list[BatchInShort]


class RowFaultAnswer(Answer):
    """One thing to put right in a row."""

    code: str
    field: str | None
    column: str | None = Field(description="The heading in the file.")
    sentence: TextAnswer


class BatchRowAnswer(Answer):
    """One row of the file, and what has become of it."""

    row: int = Field(description="Its number, as a spreadsheet shows it.")
    state: RowState
    state_text: TextAnswer
    faults: list[RowFaultAnswer]
    same_as_row: int | None = Field(description="The row with the same learner.")
    present_credential_id: str | None = Field(description="What the learner holds already.")
    credential_id: str | None = Field(description="What was issued of this row.")


class BatchRowPage(Answer):
    """Rows in the file's order, and where the next ones begin."""

    items: list[BatchRowAnswer]
    next_after: int | None = Field(description="Send it as `after`; null: there are no more.")
