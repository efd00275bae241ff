"""Limits by address and by key; who is over them hears how long to wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from app.demo.story import Told
from app.rate_limits import client_address
from tests.app.serving import serving, settings_for
from tests.app.staging import staged


@pytest.fixture(autouse=True)
def _in_the_middle_of_a_window(middle_of_a_window: None) -> None:
    assert middle_of_a_window is None


def test_public_routes_count_by_address(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_public="3/minute")
    with serving(settings) as service:
        statuses = [service.get("/register.json").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        refused = service.get("/register.json")
        assert refused.json()["code"] == "TOO_MANY_REQUESTS"
        assert 1 <= int(refused.headers["retry-after"]) <= 120
        assert service.get("/healthz").status_code == 200, "probes are not counted"


def test_verification_has_a_limit_of_its_own(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_verify="1/minute")
    with serving(settings) as service:
        assert service.post("/verify", json={}).status_code != 429
        assert service.post("/verify", json={}).status_code == 429
        assert service.get("/register.json").status_code == 200


def test_asking_wallets_and_their_answers_count_as_verifications(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_verify="3/minute")
    with serving(settings) as service:
        asked = service.post("/verify/requests", json={"asker": "Podjetje"})
        path = "/openid4vp/responses/x"
        answered = [service.post(path, data={"a": "b"}).status_code for _ in range(3)]
        assert (asked.status_code, answered) == (201, [404, 404, 429])
        assert service.post("/verify/ask").status_code == 429


def test_codes_and_registrations_cannot_be_tried_at_will(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_login="3/minute")
    with serving(settings) as service:
        tried = [
            service.post(path, data={"email": "a@example.com"}).status_code
            for path in ("/login", "/login/code", "/oauth/register", "/login/link", "/login")
        ]
        assert tried == [200, 422, 400, 429, 429]
        assert service.get("/login").status_code == 200
        api = [service.get("/ims/ob/v3p0/profile").status_code for _ in range(2)]
        assert api == [401, 401]


def test_claim_codes_cannot_be_guessed_and_slips_are_free(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_codes="2/hour")
    with serving(settings) as service:

        def tried(code: str) -> int:
            return service.post("/claim", files={"code": (None, code)}).status_code

        assert [tried("0000-0000-0001") for _ in range(5)] == [422] * 5
        assert [tried("0000-0000-0000") for _ in range(3)] == [422, 422, 429]
        assert tried("0000-0200-00X0") == 429, "also a right one has to wait"


def test_each_key_has_its_own_count(seeded_url: str, seeded: tuple[Path, Told]) -> None:
    limits: dict[str, Any] = {"rate_limits": True, "rate_limit_api": "2/minute"}
    with staged(seeded_url, told=seeded[1], **limits) as stage:
        author, issuer = stage.key("school", "author"), stage.key()
        statuses = [stage.service.get("/api/v1/profiles", key=author).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert stage.service.get("/api/v1/profiles", key=issuer).status_code == 200


def test_keys_cannot_be_tried_at_will(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, rate_limits=True, rate_limit_public="2/minute")
    with serving(settings) as service:
        tried = [
            service.get("/api/v1/profiles", key=f"dkz_0000000{n}_geslo").status_code
            for n in range(4)
        ]
        assert tried == [401, 401, 429, 429]


@pytest.mark.parametrize(
    ("host", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_one_customer_is_one_address(host: str, counted_as: str) -> None:
    connection = HTTPConnection({"type": "http", "client": (host, 1), "headers": []})
    assert client_address(connection) == counted_as
