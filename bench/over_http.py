"""The service over HTTP on loopback: as it is, beside its own naive path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from bench.core import PEER, require_right
from bench.documents import Documents, write_signed
from bench.machine import cores
from bench.process import Process, load_process, node_process
from bench.rotation import Contender, Effort, Timing, rotate
from bench.school import School, found_school, order_of
from bench.server import Server, running_server
from contexts import Engine

ENGINES = (Engine.COMPILED, Engine.PLAIN)
_CONNECTIONS = 4
_JUDGED = 10
_ORDERS = 20_000
"""More than a run sends; every one is for another learner."""
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    effort: Effort
    credentials: int
    """Different ones that are verified."""


QUICK = Scale(Effort(rounds=3, seconds=0.4, warm_up_seconds=0.4, fewest=16), credentials=50)
FULL = Scale(Effort(rounds=7, seconds=2.0, warm_up_seconds=2.0, fewest=40), credentials=500)


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of request."""

    name: str
    what: str
    method: str
    path: str
    headers: dict[str, str]
    bodies: list[bytes]
    again: bool
    """The same request may be sent again."""
    status: int
    holding: str


def measure_http(scale: Scale, tell: Callable[[str], None]) -> list[Contender]:
    """Start both servers and the load, have the peer judge, and measure in rotation.

    Servers share one core, of which only one is busy at a time; the load has another. Raises
    ContenderFailed.
    """
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        folder = Path(name)
        template = folder / "template.db"
        school = found_school(f"sqlite:///{template}", scale.credentials)
        tell(f"http: a school with {scale.credentials} credentials is founded")
        load = running.enter_context(load_process(cores()[0] if cores() else None))
        contenders: list[Contender] = []
        for engine in ENGINES:
            file = folder / f"{engine.value}.db"
            shutil.copyfile(template, file)
            own = folder / engine.value
            own.mkdir()
            core = cores()[-1] if cores() else None
            server = running.enter_context(
                running_server(f"sqlite:///{file}", engine, own, core=core)
            )
            require_accepted(server, school, own)
            contenders += _contenders(engine, server, load, _tasks(school), own)
        tell(f"http: {PEER} accepts {_JUDGED} of {_JUDGED} from each server")
        rotate(contenders, scale.effort, tell=lambda text: tell(f"http: {text}"))
    return contenders


def require_accepted(server: Server, school: School, folder: Path) -> None:
    """Have the service issue a few, and a peer judge them. Raises ContenderFailed."""
    issued = [
        server.post(
            "/api/v1/credentials", order_of(school.programme, _ORDERS + number), school.key
        )["credential"]
        for number in range(_JUDGED)
    ]
    profile = issued[0]["issuer"]["id"].rsplit(":", 1)[-1]
    write_signed(
        folder,
        [json.dumps(each).encode() for each in issued],
        server.get(f"/profiles/{profile}/did.json"),
        judged_at=datetime.now(UTC),
    )
    with node_process(PEER, folder, None) as judge:
        require_right(judge, Documents(folder))


def _tasks(school: School) -> list[Task]:
    lists = {
        json.loads(each)["credentialStatus"]["statusListCredential"] for each in school.credentials
    }
    return [
        Task(
            name="issue",
            what="POST /api/v1/credentials: award, approve, issue, commit",
            method="POST",
            path="/api/v1/credentials",
            headers=_JSON | {"Authorization": f"Bearer {school.key}"},
            bodies=[
                json.dumps(order_of(school.programme, number)).encode() for number in range(_ORDERS)
            ],
            again=False,
            status=201,
            holding='"credential_url"',
        ),
        Task(
            name="verify",
            what="POST /verify: all checks, status list included",
            method="POST",
            path="/verify",
            headers=_JSON,
            bodies=list(school.credentials),
            again=True,
            status=200,
            holding='"outcome":"passed"',
        ),
        Task(
            name="status_list",
            what="GET the status list",
            method="GET",
            path=urlsplit(lists.pop()).path,
            headers={"Accept": "application/vc"},
            bodies=[b""],
            again=True,
            status=200,
            holding='"encodedList"',
        ),
    ]


def _contenders(
    engine: Engine, server: Server, load: Process, tasks: list[Task], folder: Path
) -> Iterator[Contender]:
    for task in tasks:
        file = folder / f"{task.name}.ndjson"
        file.write_bytes(b"".join(each + b"\n" for each in task.bodies))
        asked = {
            "requests": str(file),
            "port": server.port,
            "connections": _CONNECTIONS,
            "method": task.method,
            "path": task.path,
            "headers": task.headers,
            "again": task.again,
            "status": task.status,
            "holding": task.holding,
        }
        name = f"{engine.value}/http/{task.name}"
        yield Contender(
            name=name,
            measure=partial(_measured, server, load, name, asked),
            facts={"by": "Dokazilo", "engine": engine.value, "task": task.name, "what": task.what},
        )


def _measured(
    server: Server, load: Process, name: str, asked: dict[str, Any], count: int
) -> Timing:
    before = server.cpu_seconds
    answer = load.ask(name, count=count, **asked)
    return Timing(answer["count"], answer["wall"], server.cpu_seconds - before)
