"""The service over HTTP on loopback: as it is, beside its own naive path."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.core import PEER, require_right
from bench.databases import SQLITE, school_on
from bench.documents import Documents, write_signed
from bench.machine import cores
from bench.process import load_process, node_process
from bench.requests import ORDERS, Line, issuing, reading_status, verifying
from bench.rotation import Contender, Effort, rotate
from bench.school import School, order_of
from bench.server import Server, running_server
from contexts import Engine

ENGINES = (Engine.COMPILED, Engine.PLAIN)
_JUDGED = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    effort: Effort
    credentials: int
    """Different ones that are verified."""


QUICK = Scale(Effort(rounds=3, seconds=0.4, warm_up_seconds=0.2, fewest=8), credentials=20)
FULL = Scale(Effort(rounds=7, seconds=1.0, warm_up_seconds=1.0, fewest=40), credentials=300)


def measure_http(scale: Scale, tell: Callable[[str], None]) -> list[Contender]:
    """Start both servers and the load, have the peer judge, and measure in rotation.

    Servers share one core, of which only one is busy at a time; the load has another. Raises
    ContenderFailed.
    """
    with TemporaryDirectory(prefix="dokazilo-bench-") as name, ExitStack() as running:
        folder = Path(name)
        school, new_database = running.enter_context(school_on(SQLITE, folder, scale.credentials))
        tell(f"http: a school with {scale.credentials} credentials is founded")
        load = running.enter_context(load_process(cores()[0] if cores() else None))
        core = cores()[-1] if cores() else None
        servers = {
            engine: running.enter_context(running_server(new_database(), engine, core=core))
            for engine in ENGINES
        }
        contenders: list[Contender] = []
        for engine, server in servers.items():
            server.wait_until_ready()
            require_accepted(server, school)
            line = Line(server, load)
            contenders += [
                line.contender(f"{engine.value}/http/{task.name}", task, engine=engine.value)
                for task in (issuing(school), verifying(school), reading_status(school))
            ]
        tell(f"http: {PEER} accepts {_JUDGED} of {_JUDGED} from each server")
        rotate(contenders, scale.effort, tell=lambda text: tell(f"http: {text}"))
    return contenders


def require_accepted(server: Server, school: School) -> None:
    """Have the service issue a few, and a peer judge them. Raises ContenderFailed."""
    orders = [order_of(school.programme, ORDERS + number) for number in range(_JUDGED)]
    issued = [server.post("/api/v1/credentials", each, school.key) for each in orders]
    require_right_of(server, [json.dumps(each["credential"]).encode() for each in issued])


def require_right_of(server: Server, credentials: Sequence[bytes]) -> None:
    """Have a peer accept credentials of a server's, and refuse one changed."""
    did: str = json.loads(credentials[0])["issuer"]["id"]
    controller = server.get(f"/profiles/{did.rsplit(':', 1)[-1]}/did.json")
    write_signed(server.folder, credentials, controller, judged_at=datetime.now(UTC))
    with node_process(PEER, server.folder, None) as judge:
        require_right(judge, Documents(server.folder))
