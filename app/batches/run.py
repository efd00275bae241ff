"""One dry run under way: rows are compared with what is awarded, some at a time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from app.batches.duplicates import Standing, Verdict, within_file
from app.batches.whole_file import CheckedFile
from app.services import Services
from issuer.model.approval import ProgrammeVersion
from issuer.model.batch import Policy

_AT_ONCE = 100
"""Rows for one reading transaction: a long one would hold up the database's housekeeping."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """A file that was checked, and what to compare it with."""

    services: Services
    checked: CheckedFile
    version: ProgrammeVersion
    policy: Policy

    async def verdicts(self) -> AsyncIterator[Verdict]:
        """Judge every row, in the file's order."""
        rows = self.checked.rows
        repeated = await asyncio.to_thread(within_file, rows, self.policy)
        standing = Standing(self.services.vault, self.version.id, self.policy)

        def some(begin: int) -> list[Verdict]:
            with self.services.database.read() as connection:
                part = rows[begin : begin + _AT_ONCE]
                return list(standing.verdicts(connection, part, repeated))

        for begin in range(0, len(rows), _AT_ONCE):
            for verdict in await asyncio.to_thread(some, begin):
                yield verdict
