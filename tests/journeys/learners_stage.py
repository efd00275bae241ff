"""The stage of learners' journeys: a service at a port, a mail server, and a clock to put on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx

from app.clock import SystemClock
from app.demo.story import Told
from tests.app.mail.mail_server import Inbox, mail_server
from tests.app.mail.sending import sending_by
from tests.app.staging import tell_once
from tests.journeys.at_a_port import address_of, free_port, served

_LONGEST_WAIT = 90.0


@dataclass
class ClockPutOn:
    """The machine's clock, put on by as much as a test has no time to wait for."""

    by: timedelta = timedelta()

    def now(self) -> datetime:
        """Give the time there."""
        return SystemClock().now() + self.by


@dataclass(frozen=True)
class LearnersStage:
    """A running service with its school, and the letters that it has sent."""

    address: str
    told: Told
    inbox: Inbox
    clock: ClockPutOn = field(default_factory=ClockPutOn)

    def call(self, path: str, body: object) -> httpx.Response:
        """Post to the API as the school's issuer."""
        secret = self.told.cast.keys["school", "issuer"].secret
        answer = httpx.post(
            f"{self.address}/api/v1{path}",
            json=body,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=_LONGEST_WAIT,
        )
        assert answer.is_success, answer.text
        return answer

    def issue(self, name: str, **learner: str) -> dict[str, Any]:
        """Issue a credential to somebody new, as a school's own program does."""
        order = {
            "programme": self.told.programmes["3d-printing"],
            "learner": {"name": name, **learner},
            "result": {"grade": "odlično"},
        }
        issued: dict[str, Any] = self.call("/credentials", order).json()
        return issued

    def outcome(self, file: Path) -> str:
        """Have a file verified by its bytes, as a stranger does."""
        content = file.read_bytes()
        answer = httpx.post(
            f"{self.address}/verify", files={"file": ("taken", content)}, timeout=_LONGEST_WAIT
        )
        assert answer.status_code == 200, answer.text
        outcome: str = answer.json()["outcome"]
        return outcome

    def letter_to(self, recipient: str, *, passing: timedelta = timedelta()) -> EmailMessage:
        """Wait until the mail server has the next letter to somebody, and take it out.

        At each look into the box so much time has passed for the service.
        """
        until = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < until:
            for letter in self.inbox.arrived:
                if letter.recipient == recipient:
                    self.inbox.arrived.remove(letter)
                    return letter.message
            time.sleep(0.02)
            self.clock.by += passing
        raise AssertionError(f"no letter to {recipient} has arrived")


@contextmanager
def learners_stage(file: Path) -> Iterator[LearnersStage]:
    """Tell the story in a migrated SQLite file, at the address where it is then served.

    What was told elsewhere names status lists elsewhere. Letters go to a mail server by a socket.
    """
    clock, listener = ClockPutOn(), free_port()
    told = tell_once(f"sqlite:///{file}", public_url=address_of(listener))
    with (
        mail_server(Inbox()) as post,
        served(file, at=listener, clock=clock, **sending_by(post)) as address,
    ):
        yield LearnersStage(address, told, post.inbox, clock)
