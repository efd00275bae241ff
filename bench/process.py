"""A contender in a process of its own: one JSON line in, one JSON line out.

Ours and the peers' speak the same protocol, so that both sides are measured in the same way:
`{"task": name, "count": n}` is answered by `{"count": n, "wall": s, "cpu": s}`, and anything else a
task has to tell by further members; `{"error": sentence}` ends the run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.machine import pinned_to
from bench.rotation import Timing
from tests.peers import node

_ROOT = Path(__file__).parents[1]


class ContenderFailed(Exception):
    """A contender stopped or refused; the sentence says which, and what it said."""


class Process:
    """A running contender."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self._name = name
        self._process = process

    def ask(self, task: str, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - plain JSON
        """Have a task done and give its answer. Raises ContenderFailed."""
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise ContenderFailed(f"{self._name} was started without pipes")
        questions.write(json.dumps({"task": task, **request}) + "\n")
        questions.flush()
        answer: dict[str, Any] = json.loads(
            answers.readline() or '{"error": "it ended without an answer"}'
        )
        if "error" in answer:
            raise ContenderFailed(f"{self._name}, {task}: {answer['error']}")
        return answer

    def time(self, task: str, count: int) -> Timing:
        """Have a task done `count` times, and give what it took."""
        answer = self.ask(task, count=count)
        return Timing(answer["count"], answer["wall"], answer["cpu"])


@contextmanager
def our_process(engine: str, folder: Path, core: int | None) -> Iterator[Process]:
    """Run our own library with one of its engines, on one core."""
    command: list[str | Path] = [sys.executable, "-m", "bench.contender", engine, folder]
    with _running(f"Dokazilo ({engine})", command, core) as process:
        yield process


@contextmanager
def node_process(library: str, folder: Path, core: int | None) -> Iterator[Process]:
    """Run a peer in Node on one core, or on any for None. Raises ContenderFailed without Node."""
    reason = node.missing()
    if reason is not None:
        raise ContenderFailed(reason)
    program = Path(__file__).parent / "peers" / "contender.mjs"
    command: list[str | Path] = [str(node.node_program()), program, library, folder]
    with _running(library, command, core) as process:
        yield process


@contextmanager
def load_process(core: int | None) -> Iterator[Process]:
    """Run the load generator on one core."""
    command: list[str | Path] = [sys.executable, "-m", "bench.load"]
    with _running("the load", command, core) as process:
        yield process


@contextmanager
def _running(name: str, command: Sequence[str | Path], core: int | None) -> Iterator[Process]:
    with pinned_to(core):  # what is started here stays there
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=_ROOT,
        )
    with process:  # leaving closes standard input, on which a contender ends
        yield Process(name, process)
