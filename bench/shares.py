"""Where the time of a batch goes: what no program can save, and what is ours.

Chunks are issued in this process with a stopwatch around hashing, signatures, sealing at rest and
the database. What is left is rendering, filling, checking and the rest of Python. The stopwatch
itself costs a part of a microsecond a call, which is counted to the rest.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from app.batches.chunk import issue_chunk
from app.keys.sealing import Seal
from app.keys.signers import Ed25519Signer, P256Signer
from contexts.shapes import compiled
from tests.app.batches.cohorts import cohort, learner
from verifier.keys import PublicKey
from verifier.securing import signatures

SHA256, ED25519, P256 = "SHA-256", "Ed25519", "P-256"
SEALING, STATEMENTS, COMMIT = "sealing at rest", "database statements", "commits"
REST = "rendering, filling, checking, the rest"
UNAVOIDABLE = (SHA256, ED25519, STATEMENTS, COMMIT)
"""Hashes, Ed25519 and I/O: what the target names."""

_WARM_UP_ROWS = 100


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent, by kind."""

    spent: dict[str, float] = field(default_factory=dict)

    def timed(self, kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Give the same function, with its time counted."""

        @functools.wraps(work)
        def measured(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it is
            begun = time.perf_counter()
            try:
                return work(*args, **named)
            finally:
                self.add(kind, time.perf_counter() - begun)

        return measured

    def add(self, kind: str, seconds: float) -> None:
        """Count some time."""
        self.spent[kind] = self.spent.get(kind, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Shares:
    """How the time of issuing some rows divides."""

    rows: int
    seconds: float
    by_kind: Mapping[str, float]
    """Shares of one, the rest included."""

    @property
    def unavoidable(self) -> float:
        """The share of SHA-256, Ed25519 and I/O."""
        return sum(self.by_kind.get(kind, 0.0) for kind in UNAVOIDABLE)


def shares_of_batch(empty_database_url: str, rows: int) -> Shares:
    """Issue a chunk in a migrated, empty database, and tell where the time went."""
    with cohort(empty_database_url) as ready:
        warm = ready.batch([learner(-number) for number in range(1, _WARM_UP_ROWS + 1)])
        issue_chunk(ready.services, warm.id, 0)
        batch = ready.batch([learner(number) for number in range(1, rows + 1)])
        chunks = range((rows + 999) // 1000)
        with watched(ready.services.database.engine) as watch:
            begun = time.perf_counter()
            for number in chunks:
                issue_chunk(ready.services, batch.id, number)
            seconds = time.perf_counter() - begun
    by_kind = {kind: spent / seconds for kind, spent in watch.spent.items()}
    return Shares(rows, seconds, by_kind | {REST: 1 - sum(by_kind.values())})


@contextmanager
def watched(engine: Engine) -> Iterator[Stopwatch]:
    """Count the time of hashes, signatures, sealing and the database while the block runs."""
    watch = Stopwatch()
    with ExitStack() as replacing:
        for kind, place, name in (
            (SHA256, hashlib, "sha256"),
            (SHA256, hashlib, "new"),
            (ED25519, Ed25519Signer, "sign"),
            (ED25519, signatures, "ed25519_fits"),
            (P256, P256Signer, "sign"),
            (SEALING, Seal, "close"),
            (SEALING, Seal, "open"),
            (COMMIT, engine.dialect, "do_commit"),
            (STATEMENTS, psycopg.Copy, "write_row"),
            (STATEMENTS, psycopg.Copy, "__exit__"),
        ):
            replacing.enter_context(_replaced(place, name, functools.partial(watch.timed, kind)))
        keys = functools.partial(_with_timed_keys, watch, P256)
        replacing.enter_context(_replaced(signatures, "ec_key", keys))
        hashes = compiled._HASHES  # noqa: SLF001 - a table of functions, bound when it was loaded
        hashes["sha256"] = watch.timed(SHA256, before := hashes["sha256"])
        replacing.callback(hashes.__setitem__, "sha256", before)
        replacing.enter_context(_statements(engine, watch))
        yield watch


@contextmanager
def _replaced(place: Any, name: str, change: Callable[[Any], Any]) -> Iterator[None]:  # noqa: ANN401
    original = getattr(place, name)
    setattr(place, name, change(original))
    try:
        yield
    finally:
        setattr(place, name, original)


@contextmanager
def _statements(engine: Engine, watch: Stopwatch) -> Iterator[None]:
    begun: list[float] = []

    def before(*_: object) -> None:
        begun.append(time.perf_counter())

    def after(*_: object) -> None:
        watch.add(STATEMENTS, time.perf_counter() - begun.pop())

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


@dataclass(frozen=True, slots=True)
class _TimedKey:
    """A public key whose verifications are counted."""

    key: Any
    watch: Stopwatch
    kind: str

    @property
    def key_size(self) -> int:
        return int(self.key.key_size)

    def verify(self, *args: Any) -> None:  # noqa: ANN401 - as the library's
        self.watch.timed(self.kind, self.key.verify)(*args)


def _with_timed_keys(
    watch: Stopwatch, kind: str, make: Callable[[PublicKey], Any]
) -> Callable[[PublicKey], _TimedKey]:
    return lambda public: _TimedKey(make(public), watch, kind)
