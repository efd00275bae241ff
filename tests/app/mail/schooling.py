"""A school that issues, and what its learners get by mail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import SystemClock
from app.db.tables import mails
from app.mail.delivering import Postman
from app.mail.reminding import owe_reminders
from app.services import Services
from tests.app.mail.mail_server import Arrived, LocalMailServer
from tests.app.staging import Stage


@dataclass(frozen=True)
class Later:
    """A clock ahead of the machine's."""

    by: timedelta

    def now(self) -> datetime:
        """Give the time then."""
        return SystemClock().now() + self.by


def delivered(stage: Stage, post: LocalMailServer, **later: float) -> list[Arrived]:
    """Hand over all that is due, now or later, and give what has arrived since the last time."""
    services = replace(stage.service.services, clock=Later(timedelta(**later)))
    owe_reminders(services)
    postman = Postman(services)
    while postman.hand_over_due() or is_under_way(services):
        pass
    postman.close()
    arrived, post.inbox.arrived = post.inbox.arrived, []
    return arrived


def is_under_way(services: Services) -> bool:
    """Say whether the service's own postman has letters in hand."""
    with services.database.read() as connection:
        tried = connection.execute(
            select(mails.c.available_at, mails.c.attempted_at).where(mails.c.state == "waiting")
        ).all()
    lease = timedelta(minutes=20)
    return any(taken is not None and due - taken == lease for due, taken in tried)


def issued(stage: Stage, **changes: Any) -> str:  # noqa: ANN401 - JSON
    made = stage.issue(**changes)
    assert made.status_code == 201, made.text
    credential_id: str = made.json()["id"]
    return credential_id


def set_status(stage: Stage, key: str, credential_id: str, status: str) -> None:
    body = {"status": status, "reason": "Preverjamo."}
    path = f"/api/v1/credentials/{credential_id}/status"
    assert stage.service.post(path, key=key, json=body).is_success


def text_of(letter: Arrived) -> str:
    body = letter.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
