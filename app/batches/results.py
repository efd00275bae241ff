"""What has become of a batch's rows, some at a time: memory does not grow with the batch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from app.db import batch_rows, batches, issued_documents
from app.db.batch_rows import Wanted
from app.db.issued_documents import IssuedDocuments
from app.keys.sealing import Seal
from app.services import Services
from issuer.errors import NotFound
from issuer.model.award import Learner
from issuer.model.batch import Batch, BatchRow, RowState

_AT_ONCE = 250
"""Rows for one reading transaction: their documents are in memory together."""


@dataclass(frozen=True, slots=True)
class Result:
    """One row, and what was issued of it."""

    row: BatchRow
    issued: IssuedDocuments | None
    """None unless it is issued, and after its learner was erased."""

    @property
    def learner(self) -> Learner | None:
        """Who it is, as far as that is still known."""
        if self.issued is not None:
            return self.issued.learner
        return self.row.content.learner if self.row.content else None


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one batch."""

    services: Services
    batch: Batch
    with_documents: bool = False
    after: int = 0
    until: int | None = None
    """Numbers of rows: they begin behind `after` and end with `until`."""

    async def pages(self) -> AsyncIterator[list[Result]]:
        """Give some results after others, in the file's order."""
        seal, after = await asyncio.to_thread(self._seal), self.after
        while page := await asyncio.to_thread(self._page, seal, after):
            yield page
            after = page[-1].row.number

    def _seal(self) -> Seal | None:
        with self.services.database.read() as connection:
            try:
                return batches.seal_of(connection, self.services.vault, self.batch.id)
            except NotFound:  # its content is destroyed; what was issued is not
                return None

    def _page(self, seal: Seal | None, after: int) -> list[Result]:
        wanted = Wanted(after=after, until=self.until, limit=_AT_ONCE)
        with self.services.database.read() as connection:
            rows = batch_rows.some(connection, seal, self.batch.id, wanted)
            ids = [
                row.credential_id
                for row in rows
                if row.state is RowState.ISSUED and row.credential_id
            ]
            issued = issued_documents.of_credentials(
                connection, self.services.vault, ids, with_bodies=self.with_documents
            )
        return [Result(row, issued.get(row.credential_id or "")) for row in rows]
