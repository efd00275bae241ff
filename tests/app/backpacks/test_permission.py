"""app.backpacks.permission: two errands at once do not cost the learner's permission."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import parse_qs

import orjson
import pytest

from app.backpacks.permission import access_token, give_up
from app.db import accounts, backpacks
from app.db.accounts import Account
from app.fetching import Posting, Reply
from app.services import Services
from tests.app.db.test_backpacks import HOST
from tests.issuer.examples import NOW

ENDED = {"access_token": "access 0", "refresh_token": "refresh 0", "ends": NOW.isoformat()}


@dataclass
class RotatingHost:
    """Gives a new refresh token each time, and ends everything when an old one is used again."""

    rounds: int = 0
    is_ended: bool = False
    asked_again: threading.Event = field(default_factory=threading.Event)
    while_asked: Any = None
    """Called while the first request is being answered."""

    def check(self, url: str) -> None:
        """Let every address pass."""

    def post(self, url: str, posting: Posting) -> Reply:
        """Refresh (RFC 6749, section 6)."""
        assert url == HOST.token_url
        (used,) = parse_qs(posting.body.decode())["refresh_token"]
        self.is_ended |= used != f"refresh {self.rounds}"
        if self.is_ended:
            self.asked_again.set()
            return _reply(400, error="invalid_grant")
        self.rounds += 1
        given = {"access_token": f"access {self.rounds}", "token_type": "Bearer"}
        given["refresh_token"] = f"refresh {self.rounds}"
        if self.while_asked is not None:
            self.while_asked()
        return _reply(200, **given)


def _reply(status: int, **content: str) -> Reply:
    return Reply(status, "application/json", orjson.dumps(content))


@pytest.fixture
def host() -> RotatingHost:
    return RotatingHost()


@pytest.fixture
def asking(services: Services, host: RotatingHost) -> Services:
    """Give services whose calls go to the host."""
    return replace(services, appointed=cast("Any", host))


@pytest.fixture
def account(services: Services) -> Account:
    """Give a learner whose permission at the host needs a refresh."""
    with services.database.write() as connection:
        backpacks.add_host(connection, services.vault, HOST, now=NOW)
        learner = accounts.of_address(
            connection, services.vault, "a@example.com", new_id=services.ids.new_id(), now=NOW
        )
        backpacks.save_tokens(connection, learner, HOST.id, ENDED, now=NOW)
    return learner


def kept(services: Services, account: Account) -> str | None:
    with services.database.read() as connection:
        tokens = backpacks.tokens(connection, account, HOST.id)
    return None if tokens is None else tokens["access_token"]


def test_of_two_at_once_one_refreshes_and_both_have_the_new_token(
    asking: Services, account: Account, host: RotatingHost
) -> None:
    got: list[str | None] = []
    second = threading.Thread(target=lambda: got.append(access_token(asking, account, HOST)))

    def somebody_else_comes() -> None:
        second.start()
        # Right code never sets this: whether the second one waits long or short, it is given the
        # new token. Wrong code is quick enough to be seen.
        host.asked_again.wait(0.3)

    host.while_asked = somebody_else_comes
    got.append(access_token(asking, account, HOST))
    second.join(60)
    assert got == ["access 1", "access 1"]
    assert (host.rounds, host.is_ended) == (1, False)
    assert kept(asking, account) == "access 1"


def test_a_newer_permission_outlives_the_refusal_of_an_older_one(
    asking: Services, account: Account
) -> None:
    assert access_token(asking, account, HOST) == "access 1"
    give_up(asking, account, HOST, "access 0")
    assert kept(asking, account) == "access 1"
    give_up(asking, account, HOST, "access 1")
    assert kept(asking, account) is None
