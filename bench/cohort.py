"""A cohort end to end through the API, beside the naive path that issues one by one.

The file is uploaded, checked, committed and issued: learners, awards, approval, audit, status
places, schema, rules, both formats, self-check, outbox, commit. The naive path is the same service
with `ENGINE=plain`, asked for one credential after the other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.databases import KINDS, school_on
from bench.over_http import require_right_of
from bench.process import ContenderFailed, load_process
from bench.requests import Line, issuing
from bench.rotation import Contender, Effort, Timing, rotate
from bench.school import School, file_of
from bench.server import Server, running_server
from bench.shares import Shares, shares_of_batch
from contexts import Engine
from issuer.model.credential import Format

_POLL_SECONDS = 0.1
_LOOKS_FOR_MEMORY = 5
"""One poll in so many looks at the memory, too: it takes 20 ms, for which the batch would wait."""
FIRST = 1100
"""Rows of a first cohort: two chunks, so that both worker processes start before the clock does."""
_UNDER_WAY = frozenset({"receiving", "checking", "issuing", "sealing"})


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    effort: Effort
    rows: int
    profiled: int
    """Rows that are issued in this process, to see where the time goes."""


QUICK = Scale(
    Effort(rounds=1, seconds=0.5, warm_up_seconds=0.2, fewest=12), rows=2000, profiled=300
)
FULL = Scale(
    Effort(rounds=3, seconds=3.0, warm_up_seconds=1.0, fewest=40), rows=10_000, profiled=3000
)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """What was measured."""

    contenders: list[Contender]
    resident_mib: dict[str, int]
    """The most memory of server and workers during a cohort, by the kind of database."""
    shares: dict[str, Shares]
    """Where the time of a chunk goes, by the kind of database."""


@dataclass(slots=True)
class Batches:
    """Uploads one cohort after the other; no learner comes twice."""

    server: Server
    school: School
    reached: int = 0
    resident_bytes: list[int] = field(default_factory=list)
    """The most memory that the server and its workers took, in each cohort."""

    def issue(self, rows: int) -> Timing:
        """Have a cohort issued, from the upload to the last commit. Raises ContenderFailed."""
        file = file_of(range(self.reached, self.reached + rows))
        self.reached += rows
        self.resident_bytes.append(0)
        cpu, begun = self.server.cpu_seconds, time.perf_counter()
        path = f"/api/v1/batches?programme={self.school.programme}"
        batch = json.loads(self.server.send(path, file, self._headers("text/csv")))
        self._until("checked", batch)
        self.server.post(f"{_path(batch)}/commit", {}, self.school.key)
        ended = self._until("finished", batch)
        wall = time.perf_counter() - begun
        if ended["counts"]["issued"] != rows:
            raise ContenderFailed(f"{rows} rows, and {ended['counts']} came of them")
        return Timing(rows, wall, self.server.cpu_seconds - cpu)

    def sample(self) -> list[bytes]:
        """Take away the credentials of the newest batch."""
        newest = self._asked("/api/v1/batches?size=1")["items"][0]
        path = f"/api/v1/batches/{newest['id']}/results?format=ndjson"
        lines = self.server.get(path, self._headers()).splitlines()
        rows = [json.loads(line).get("documents", {}) for line in lines]
        form = Format.DATA_INTEGRITY.value
        return [documents[form].encode() for documents in rows if form in documents]

    def _until(self, state: str, batch: dict[str, Any]) -> dict[str, Any]:
        """Look until a batch has come so far. Raises ContenderFailed when it stops elsewhere."""
        now: dict[str, Any] = self._asked(_path(batch))
        for poll in count():
            if now["state"] not in _UNDER_WAY:
                break
            if poll % _LOOKS_FOR_MEMORY == 0:
                self.resident_bytes[-1] = max(self.resident_bytes[-1], self.server.resident_bytes)
            time.sleep(_POLL_SECONDS)
            now = self._asked(_path(batch))
        if now["state"] != state:
            raise ContenderFailed(f"the batch is {now['state']}: {now['failure']}")
        return now

    def _asked(self, path: str) -> Any:  # noqa: ANN401 - plain JSON
        return json.loads(self.server.get(path, self._headers()))

    def _headers(self, media_type: str = "application/json") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.school.key}", "Content-Type": media_type}


def _path(batch: dict[str, Any]) -> str:
    return f"/api/v1/batches/{batch['id']}"


def measure_cohort(scale: Scale, tell: Callable[[str], None]) -> Cohorts:
    """Measure a cohort on both databases, in rotation with the naive path on the same.

    Servers and load may use all cores: a cohort is worked on by several processes, and the naive
    path may do with them what it can. Raises ContenderFailed.
    """
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        load = running.enter_context(load_process(None))
        contenders: list[Contender] = []
        batches: dict[str, Batches] = {}
        shares: dict[str, Shares] = {}
        for kind in KINDS:
            folder = Path(name) / kind
            folder.mkdir()
            school, new_database = running.enter_context(school_on(kind, folder, 1))
            shares[kind] = shares_of_batch(new_database(), scale.profiled)
            naive = running.enter_context(running_server(new_database(), Engine.PLAIN))
            ours = running.enter_context(running_server(new_database(), Engine.COMPILED))
            naive.wait_until_ready()
            ours.wait_until_ready()
            batches[kind] = Batches(ours, school)
            batches[kind].issue(FIRST)
            require_right_of(ours, batches[kind].sample())
            tell(f"cohort: on {kind} the peer accepts what a batch of {FIRST} gave")
            line, task = Line(naive, load), issuing(school)
            contenders.append(line.contender(f"plain/{kind}/issue", task, engine="plain", on=kind))
            contenders.append(_contender(kind, batches[kind], scale.rows))
        rotate(contenders, scale.effort, tell=lambda text: tell(f"cohort: {text}"))
    memory = {kind: max(each.resident_bytes) // 2**20 for kind, each in batches.items()}
    return Cohorts(contenders, memory, shares)


def _contender(kind: str, batches: Batches, rows: int) -> Contender:
    return Contender(
        name=f"compiled/{kind}/cohort",
        measure=batches.issue,
        count=rows,
        warm=True,
        facts={
            "by": "Dokazilo",
            "engine": "compiled",
            "task": "cohort",
            "what": f"cohort of {rows} on {kind}, upload to last commit",
            "on": kind,
        },
    )
