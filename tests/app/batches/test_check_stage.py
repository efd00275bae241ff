"""A file is checked chunk by chunk; broken off, the check goes on where it stood."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar

import pytest

from app.batches import check_stage, findings
from app.batches.check_stage import check_batch
from app.batches.table import MOST_FILE_BYTES
from app.db import batch_chunks, batch_pieces, batches
from app.workers import Workers, WorkerStopped
from issuer.model.batch import CHUNK_ROWS, Batch, BatchState, Policy, RowState
from tests.app.batches.cohorts import Cohort, cohort, committed, states
from tests.app.batches.workbooks import bomb, workbook
from tests.issuer.examples import ISSUER

P = ParamSpec("P")
R = TypeVar("R")

HEADINGS = "Ime in priimek;E-pošta;Številka udeleženca\n"
PIECE = 1000
MOST_PIECES = 100


@dataclass
class Here(Workers):
    """Does the work in this process, until it shall break off."""

    left: int = 1_000_000
    at_once: int = 0
    most_at_once: int = 0
    gone: bool = False

    async def run_within(
        self, seconds: float, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Call the function."""
        del seconds
        self.left -= 1
        if self.left < 0:
            raise WorkerStopped
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(0)  # whoever may work beside this one begins
        self.at_once -= 1
        return work(*args, **kwargs)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function."""
        return await self.run_within(1, work, *args, **kwargs)

    def let_go(self) -> None:
        """Note that nobody is kept."""
        self.gone = True


@pytest.fixture
def ready(database_url: str) -> Iterator[Cohort]:
    """Open a school."""
    with cohort(database_url) as opened:
        yield opened


def received(ready: Cohort, data: bytes, policy: Policy = Policy.DENY) -> Batch:
    batch = replace(
        committed(ready.version, policy, ISSUER),
        state=BatchState.CHECKING,
        committed_by=None,
        checked_at=None,
        committed_at=None,
    )
    services = ready.services
    with services.database.write() as connection:
        batches.add(connection, services.vault, batch, wishes=b"{}")
        seal = batches.seal_of(connection, services.vault, batch.id)
        size = max(PIECE, len(data) // MOST_PIECES)
        for number, start in enumerate(range(0, len(data), size)):
            batch_pieces.add(connection, seal, batch.id, number, data[start : start + size])
    return batch


def checked(ready: Cohort, batch: Batch, *, work: int = 1_000_000) -> Batch:
    asyncio.run(check_batch(ready.services, Here(work), batch.id))
    with ready.services.database.read() as connection:
        return batches.by_id(connection, batch.id)


def row(number: int) -> str:
    return f"Čedomir Žnidaršič {number};u{number}@example.com;{number}\n"


def table(*numbers: int) -> bytes:
    return (HEADINGS + "".join(map(row, numbers))).encode()


def failure(ready: Cohort, data: bytes) -> str | None:
    batch = checked(ready, received(ready, data))
    assert batch.state is BatchState.FAILED
    with ready.services.database.read() as connection:
        seal = batches.seal_of(connection, ready.services.vault, batch.id)
        fault = findings.found(connection, seal, batch.id).fault
    assert fault is not None
    assert fault.code == batch.failure
    return batch.failure


def test_rows_are_stored_chunk_by_chunk(ready: Cohort) -> None:
    count = 2 * CHUNK_ROWS + 1
    batch = checked(ready, received(ready, table(*range(count))))
    assert batch.state is BatchState.CHECKED
    found = ready.rows(batch)
    assert states(found) == {RowState.FINE: count}
    assert [row.number for row in found] == list(range(2, count + 2))
    assert [row.chunk for row in found] == [place // CHUNK_ROWS for place in range(count)]
    assert len({row.credential_id for row in found} | {row.award_id for row in found}) == 2 * count


def test_one_worker_is_enough_for_a_file(ready: Cohort) -> None:
    batch, workers = received(ready, table(*range(2 * CHUNK_ROWS + 1))), Here()
    asyncio.run(check_batch(ready.services, workers, batch.id))
    assert ready.state(batch) is BatchState.CHECKED
    assert workers.most_at_once == 1


def test_a_check_that_broke_off_goes_on_where_it_stood(ready: Cohort) -> None:
    batch = received(ready, table(*range(2 * CHUNK_ROWS + 1)))
    stopped = checked(ready, batch, work=1)
    assert (stopped.state, stopped.failure) == (BatchState.FAILED, "CHECK_STOPPED")
    before = ready.rows(batch)
    with ready.services.database.write() as connection:
        again = replace(stopped, state=BatchState.CHECKING, failure=None, ended_at=None)
        batches.save(connection, again, previous=stopped)
    assert checked(ready, batch).state is BatchState.CHECKED
    after = ready.rows(batch)
    assert after[: len(before)] == before
    assert len(after) == 2 * CHUNK_ROWS + 1


@pytest.mark.parametrize(
    ("policy", "first", "second"),
    [
        (Policy.DENY, RowState.FINE, RowState.FAULTY),
        (Policy.SKIP, RowState.FINE, RowState.SKIPPED),
        (Policy.REPLACE, RowState.SKIPPED, RowState.FINE),
    ],
)
def test_a_learner_is_found_again_in_another_chunk(
    ready: Cohort, policy: Policy, first: RowState, second: RowState
) -> None:
    batch = received(ready, table(*range(CHUNK_ROWS), 5), policy)
    checked(ready, batch)
    found = {row.number: row for row in ready.rows(batch)}
    again = CHUNK_ROWS + 2
    assert (found[7].state, found[again].state) == (first, second)
    assert (found[7].same_as, found[again].same_as) == (
        (again, None) if policy is Policy.REPLACE else (None, 7)
    )
    with ready.services.database.read() as connection:
        counts = batch_chunks.counts(connection, batch.id)
    assert counts == {state: states(found.values())[state] for state in RowState}  # type: ignore[arg-type]


def test_a_cancelled_check_stores_nothing_more(ready: Cohort) -> None:
    batch = received(ready, table(*range(3)))

    @dataclass
    class Cancelling(Here):
        async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
            with ready.services.database.write() as connection:
                batches.save(connection, replace(batch, state=BatchState.CANCELLED), previous=batch)
            return await super().run(work, *args, **kwargs)

    asyncio.run(check_batch(ready.services, Cancelling(), batch.id))
    assert ready.rows(batch) == ()
    assert ready.state(batch) is BatchState.CANCELLED


@pytest.mark.parametrize("form", ["array", "lines", "workbook", "utf-16"])
def test_every_form_is_read_in_pieces(ready: Cohort, form: str) -> None:
    entries = [{"name": f"Čedo {n}", "email": f"č{n}@example.com"} for n in range(50)]
    cells: list[list[Any]] = [["Ime in priimek", "E-pošta"], *([*e.values()] for e in entries)]
    data = {
        "array": lambda: json.dumps(entries, indent=1).encode(),
        "lines": lambda: "\n".join(json.dumps(e, ensure_ascii=False) for e in entries).encode(),
        "workbook": lambda: workbook(cells),
        "utf-16": lambda: "\n".join(";".join(line) for line in cells).encode("utf-16"),
    }[form]()
    batch = checked(ready, received(ready, data))
    names = [row.content and row.content.learner.name for row in ready.rows(batch)]
    assert names == [entry["name"] for entry in entries]


def test_a_file_that_can_not_be_used_says_why(ready: Cohort) -> None:
    object.__setattr__(ready.services.settings, "batch_file_rows", 20)
    for data, code in (
        (b"\n\n", "FILE_EMPTY"),
        (HEADINGS.encode(), "FILE_EMPTY"),
        (table(*range(21)), "FILE_TOO_MANY_ROWS"),
        (HEADINGS.encode() + b'"never ends', "FILE_QUOTES_BROKEN"),
        (HEADINGS.encode() + b";" * 3_000_000, "FILE_TOO_WIDE"),
        (b"[" * 3_000_000, "FILE_JSON_BROKEN"),
        (b'[{"name": "Ana"},', "FILE_JSON_BROKEN"),
        (b'[{"name": "Ana"}] x', "FILE_JSON_BROKEN"),
        (b'{"name": "' + b"a" * 3_000_000 + b'"}', "FILE_JSON_BROKEN"),
        (b"\x81\x83\x00", "FILE_NOT_READABLE"),
        (bomb(), "FILE_TOO_LARGE"),
        (b"PK\x03\x04" + bytes(MOST_FILE_BYTES), "WORKBOOK_TOO_LARGE"),
    ):
        assert failure(ready, data) == code, data[:40]


def test_after_a_large_file_no_worker_is_kept(
    ready: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = []
    for large in (1, 2):
        monkeypatch.setattr(check_stage, "LARGE", large)
        workers = Here()
        batch = received(ready, table(1, 2))
        asyncio.run(check_batch(ready.services, workers, batch.id))
        gone.append(workers.gone)
    assert gone == [True, False]
