"""What grows with size, and what may not: documents, batches, the register, the store.

The sizes of one curve are measured in rotation, each beside the others: every size has a process or
a server of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cohort import FIRST, Batches
from bench.databases import SQLITE, school_on
from bench.documents import write_documents
from bench.filling import fill_credentials, fill_programmes
from bench.machine import cores
from bench.process import load_process, our_process
from bench.requests import Line, issuing, reading_register, verifying
from bench.rotation import Contender, Effort, rotate
from bench.rows import row_of_size
from bench.server import running_server
from contexts import Engine

_DOCUMENTS = 8
"""Different ones of each size."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Which sizes are measured."""

    effort: Effort
    kilobytes: tuple[int, ...]
    batches: tuple[int, ...]
    programmes: tuple[int, ...]
    credentials: tuple[int, ...]


QUICK = Scale(
    Effort(rounds=3, seconds=0.05, warm_up_seconds=0.1),
    kilobytes=(7, 200),
    batches=(),
    programmes=(),
    credentials=(),
)
FULL = Scale(
    Effort(rounds=5, seconds=0.3, warm_up_seconds=0.5, fewest=16),
    kilobytes=(7, 20, 50, 100, 200),
    batches=(1_000, 10_000),
    programmes=(100, 1_000, 10_000),
    credentials=(1_000, 10_000, 100_000),
)
LARGEST = Scale(
    FULL.effort,
    kilobytes=FULL.kilobytes,
    batches=(1_000, 10_000, 100_000, 1_000_000),
    programmes=(100, 1_000, 10_000, 100_000, 1_000_000),
    credentials=(1_000, 10_000, 100_000, 1_000_000, 10_000_000),
)


@dataclass(frozen=True, slots=True)
class Curve:
    """One thing that grows, and what was measured at each size."""

    name: str
    title: str
    contenders: list[Contender]
    """Each with its size among the facts."""
    by: str = "wall"
    """Whether processor time tells ("cpu"), or the clock on the wall."""


def measure_growth(scale: Scale, tell: Callable[[str], None]) -> list[Curve]:
    """Measure every curve that has sizes. Raises ContenderFailed."""
    return [measure_curve(name, scale, tell) for name in CURVES if _sizes(name, scale)]


def measure_curve(name: str, scale: Scale, tell: Callable[[str], None]) -> Curve:
    """Measure one of the CURVES. Raises ContenderFailed."""
    tell(f"growth: {name} of {', '.join(f'{size:,}' for size in _sizes(name, scale))}")
    return CURVES[name][1](scale)


def _sizes(name: str, scale: Scale) -> tuple[int, ...]:
    return CURVES[name][0](scale)


def _documents(scale: Scale) -> Curve:
    contenders = []
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        for size in scale.kilobytes:
            folder = Path(name) / str(size)
            folder.mkdir()
            written = write_documents(
                folder, _DOCUMENTS, partial(row_of_size, bytes_wanted=1000 * size)
            )
            real = len(written.lines("unsigned.ndjson")[0])
            core = cores()[-1] if cores() else None
            process = running.enter_context(our_process(Engine.COMPILED.value, folder, core))
            contenders += [
                Contender(
                    f"document/{task}/{size}",
                    partial(process.time, task),
                    facts={"task": task, "what": f"{task}, {real:,} bytes", "size": real},
                )
                for task in ("sign", "verify")
            ]
        rotate(contenders, scale.effort)
    return Curve("document", "Bytes of a document", contenders, by="cpu")


def _batches(scale: Scale) -> Curve:
    contenders = []
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        school, new_database = running.enter_context(school_on(SQLITE, Path(name), 1))
        server = running.enter_context(running_server(new_database(), Engine.COMPILED))
        server.wait_until_ready()
        batches = Batches(server, school)
        batches.issue(FIRST)
        for size in scale.batches:
            timing = batches.issue(size)
            facts: dict[str, str | bool | int] = {
                "task": "batch",
                "what": f"batch of {size:,}",
                "size": size,
                "memory_mib": batches.resident_bytes[-1] // 2**20,
            }
            contenders.append(
                Contender(f"batch/{size}", batches.issue, size, timings=[timing], facts=facts)
            )
    return Curve("batch", "Rows of a batch, for one credential", contenders)


def _register(scale: Scale) -> Curve:
    contenders = _grown(scale.effort, scale.programmes, fill_programmes)
    return Curve("register", "Programmes in the register", contenders)


def _store(scale: Scale) -> Curve:
    contenders = _grown(scale.effort, scale.credentials, fill_credentials)
    return Curve("store", "Credentials in the store", contenders)


def _grown(
    effort: Effort, sizes: Sequence[int], fill: Callable[[str, int], None]
) -> list[Contender]:
    """Measure the same requests on one server for each size."""
    contenders: list[Contender] = []
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        folder = Path(name)
        school, new_database = running.enter_context(school_on(SQLITE, folder, 8))
        load = running.enter_context(load_process(cores()[0] if cores() else None))
        core = cores()[-1] if cores() else None
        for size in sizes:
            url = new_database()
            fill(url, size)
            server = running.enter_context(running_server(url, Engine.COMPILED, core=core))
            server.wait_until_ready()
            line = Line(server, load)
            contenders += [
                line.contender(f"{fill.__name__}/{task.name}/{size}", task, size=size)
                for task in (issuing(school), verifying(school), reading_register())
            ]
        rotate(contenders, effort)
    return contenders


CURVES: dict[str, tuple[Callable[[Scale], tuple[int, ...]], Callable[[Scale], Curve]]] = {
    "document": (lambda scale: scale.kilobytes, _documents),
    "batch": (lambda scale: scale.batches, _batches),
    "register": (lambda scale: scale.programmes, _register),
    "store": (lambda scale: scale.credentials, _store),
}
"""Which sizes of a scale each curve has, and what measures it."""
