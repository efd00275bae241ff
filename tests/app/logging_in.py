"""Logs learners in as their browsers do, with a code that the test knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import httpx

from app.clock import RandomIds
from tests.app.serving import Service

CODE = "01234567"
_HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass(frozen=True)
class KnownCodes:
    """Ids as ever, but every code of eight digits is the same one."""

    _real: RandomIds = field(default_factory=RandomIds)

    def new_id(self) -> str:
        """Give a new id."""
        return self._real.new_id()

    def new_token(self) -> str:
        """Give a new token."""
        return self._real.new_token()

    def random_index(self, length: int) -> int:
        """Give the known code, and any other place at random."""
        return int(CODE) if length == 10 ** len(CODE) else self._real.random_index(length)


def know_codes(service: Service) -> None:
    """Let a running service send known codes from now on."""
    service.app.state.services = replace(service.services, ids=KnownCodes())


def hidden(page: httpx.Response) -> dict[str, str]:
    """Give a form's hidden fields."""
    return dict(_HIDDEN.findall(page.text))


def log_in(service: Service, email: str, *, then: str = "/me") -> httpx.Response:
    """Prove an address; gives the answer that logs in."""
    know_codes(service)
    asked = service.post("/login", data={"email": email, "then": then})
    assert asked.status_code == 200, asked.text
    return service.post("/login/code", data={**hidden(asked), "code": CODE})
