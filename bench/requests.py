"""The requests that the service is measured by, and how they are sent in rotation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bench.process import Process
from bench.rotation import Contender, Timing
from bench.school import School, order_of
from bench.server import Server

CONNECTIONS = 4
ORDERS = 20_000
"""More than a run sends; every one is for another learner."""
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


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


def issuing(school: School) -> Task:
    """Issue one credential, each to another learner."""
    return Task(
        name="issue",
        what="POST /api/v1/credentials: award, approve, issue, commit",
        method="POST",
        path="/api/v1/credentials",
        headers=_JSON | {"Authorization": f"Bearer {school.key}"},
        bodies=[json.dumps(order_of(school.programme, each)).encode() for each in range(ORDERS)],
        again=False,
        status=201,
        holding='"credential_url"',
    )


def verifying(school: School) -> Task:
    """Verify one of the school's credentials."""
    return Task(
        name="verify",
        what="POST /verify: all checks, status list included",
        method="POST",
        path="/verify",
        headers=_JSON,
        bodies=list(school.credentials),
        again=True,
        status=200,
        holding='"outcome":"passed"',
    )


def reading_status(school: School) -> Task:
    """Read the school's status list."""
    badge = json.loads(school.credentials[0])
    return Task(
        name="status_list",
        what="GET the status list",
        method="GET",
        path=urlsplit(badge["credentialStatus"]["statusListCredential"]).path,
        headers={"Accept": "application/vc"},
        bodies=[b""],
        again=True,
        status=200,
        holding='"encodedList"',
    )


def reading_register() -> Task:
    """Read the newest programmes of the register."""
    return Task(
        name="register",
        what="GET /register.json: the newest programmes",
        method="GET",
        path="/register.json",
        headers={"Accept": "application/json"},
        bodies=[b""],
        again=True,
        status=200,
        holding='"items"',
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A server with the load generator that asks it."""

    server: Server
    load: Process

    def contender(self, name: str, task: Task, **facts: str | bool | int) -> Contender:
        """Give what is measured in rotation."""
        file = self.server.folder / f"{name.replace('/', '-')}.ndjson"
        file.write_bytes(b"".join(each + b"\n" for each in task.bodies))
        asked = {
            "requests": str(file),
            "port": self.server.port,
            "connections": CONNECTIONS,
            "method": task.method,
            "path": task.path,
            "headers": task.headers,
            "again": task.again,
            "status": task.status,
            "holding": task.holding,
        }
        described = {"by": "Dokazilo", "task": task.name, "what": task.what, **facts}
        return Contender(name, partial(self._measured, name, asked), facts=described)

    def _measured(self, name: str, asked: dict[str, Any], count: int) -> Timing:
        before = self.server.cpu_seconds
        answer = self.load.ask(name, count=count, **asked)
        return Timing(answer["count"], answer["wall"], self.server.cpu_seconds - before)
