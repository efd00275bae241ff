"""One dry run under way: rows are compared with what is awarded, some at a time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from app.batches.judging import Held, Within, entered
from app.batches.whole_file import CheckedFile
from app.services import Services
from issuer.model.approval import ProgrammeVersion
from issuer.model.batch import CHUNK_ROWS, BatchRow, Policy


@dataclass(frozen=True, slots=True)
class DryRun:
    """A file that was checked, and what to compare it with."""

    services: Services
    checked: CheckedFile
    version: ProgrammeVersion
    policy: Policy

    async def verdicts(self) -> AsyncIterator[BatchRow]:
        """Judge every row, in the file's order, as a batch would; nothing is kept."""
        rows = await asyncio.to_thread(self._within_file)
        held = Held(self.services.vault, self.version.id, self.policy)

        def some(begin: int) -> list[BatchRow]:
            with self.services.database.read() as connection:
                return list(held.against(connection, rows[begin : begin + CHUNK_ROWS]))

        for begin in range(0, len(rows), CHUNK_ROWS):
            for verdict in await asyncio.to_thread(some, begin):
                yield verdict

    def _within_file(self) -> tuple[BatchRow, ...]:
        rows = [entered(row, self.services.ids) for row in self.checked.rows]
        return Within(self.policy).judged(rows).rows
