"""What every answer passes: headers, the request's line in the log, the last net."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import anyio
import pytest
from starlette.types import Message

from app.clock import RandomIds
from app.db.engine import Database
from tests.app.serving import Service, serving, settings_for

TOKEN = "A" * 43


@pytest.fixture
def service(sqlite_url: str) -> Iterator[Service]:
    with serving(settings_for(sqlite_url)) as service:
        yield service


def test_every_answer_carries_the_security_headers(service: Service) -> None:
    for path in ("/healthz", "/nothing", "/register.json", "/docs", "/static/nothing", "/"):
        headers = service.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy, path
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["permissions-policy"].startswith("camera=()")
        assert "strict-transport-security" not in headers


def test_https_is_kept_to_where_it_is_used(sqlite_url: str) -> None:
    settings = settings_for(sqlite_url, public_url="https://dokazila.example.org")
    with serving(settings) as service:
        assert service.get("/healthz").headers["strict-transport-security"] == "max-age=63072000"


def test_the_log_names_the_route_and_no_token_or_query(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="dokazilo"):
        answer = service.get(f"/c/{TOKEN}.json?q=skrivnost", headers={"X-API-Key": "dkz_skrivno"})
    lines = [record.message for record in caplog.records if record.name == "dokazilo.access"]
    assert len(lines) == 1
    assert lines[0].startswith("GET /c/{page_token}.json 404 ")
    assert lines[0].endswith(f"request={answer.headers['x-request-id']}")
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    assert TOKEN not in logged
    assert "skriv" not in logged


class _Broken(Database):
    """A database that fails in a way nobody expected, and says too much."""

    __slots__ = ()

    def read(self) -> object:  # type: ignore[override]
        raise RuntimeError("učenka Špela, spela@example.com")


def test_what_nobody_expected_is_a_500_without_a_word_of_the_inside(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    database = service.services.database
    service.app.state.services = replace(service.services, database=_Broken(database.engine))
    answer = service.get("/register.json")
    service.app.state.services = replace(service.services, database=database)
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL_ERROR")
    assert "Špela" not in answer.text
    failures = [each.message for each in caplog.records if each.name == "dokazilo.errors"]
    assert len(failures) == 1
    assert "RuntimeError" in failures[0]
    assert answer.json()["request_id"] in failures[0]
    assert "register.py:" in failures[0]
    assert "Špela" not in failures[0]


def test_request_numbers_are_new_each_time(service: Service) -> None:
    numbers = {service.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3
    assert all(len(number) == len(RandomIds().new_id()) for number in numbers)


def test_who_leaves_before_the_end_is_no_failure(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    async def leaving() -> Message:
        return {"type": "http.disconnect"}

    async def unheard(_: Message) -> None:
        raise AssertionError("nobody is there")

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/verify",
        "headers": [(b"content-type", b"text/plain")],
        "query_string": b"",
        "client": ("203.0.113.7", 4711),
    }
    anyio.run(service.app, scope, leaving, unheard)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
