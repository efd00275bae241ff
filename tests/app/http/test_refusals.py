"""Whatever is wrong with a request is answered as RFC 9457 asks, and nothing of it is repeated."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.app.staging import Stage

PROGRAMMES = "/api/v1/programmes"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "NOT_FOUND"),
        ("GET", "/api/v1/programmes/not-an-id", 404, "NOT_FOUND"),
        ("GET", "/api/v1/programmes/00000000-0000-4000-8000-000000000000", 404, "NOT_FOUND"),
        ("PUT", "/api/v1/programmes", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/api/v1/programmes?size=0", 422, "INVALID_REQUEST"),
        ("GET", "/api/v1/programmes?page=x", 422, "INVALID_REQUEST"),
    ],
)
def test_wrong_addresses_and_queries(
    stage: Stage, method: str, path: str, status: int, code: str
) -> None:
    answer = stage.service.call(method, path, key=stage.key("school", "author"))
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"http://localhost:8000/problems/{code}"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert set(problem["texts"]) == {"sl", "en"}
    if status == 405:
        assert answer.headers["allow"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"", 422),
        (b"[]", 422),
        (b"\xff\xfe{}", 400),
        (b'{"content": {"title": {"sl": "a\\u0000b"}}}', 400),
        (b'{"content": {"title": {"sl": "\\ud800"}}}', 400),
        (b'{"content": {}, "content": {}}', 400),
        (b'{"content": NaN}', 400),
        (b'{"content": ' + b"[" * 5000 + b"]" * 5000 + b"}", 400),
        (b'{"content": {"workload": {"hours": 1' + b"0" * 400 + b"}}}", 400),
        (b'{"content": {"workload": {"hours": 1e400}}}', 400),
        (b'{"content": {"workload": {"hours": 1e300}}}', 422),
    ],
)
def test_bodies_that_cannot_be_read(stage: Stage, body: bytes, status: int) -> None:
    key = stage.key("school", "author")
    answer = stage.service.post(PROGRAMMES, key=key, content=body, headers=JSON)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_types_than_json_are_not_read(stage: Stage) -> None:
    key = stage.key("school", "author")
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        answer = stage.service.post(
            PROGRAMMES, key=key, content=b"{}", headers={"Content-Type": media_type}
        )
        assert (answer.status_code, answer.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_body_that_is_announced_too_large_is_not_read(stage: Stage) -> None:
    key = stage.key("school", "author")
    answer = stage.service.post(PROGRAMMES, key=key, content=b" " * 1_048_577, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_a_stream_without_end_is_cut(stage: Stage) -> None:
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 65_536

    key = stage.key("school", "author")
    answer = stage.service.post(PROGRAMMES, key=key, content=stream(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    assert sent < 20


def test_a_body_of_two_lengths_is_not_read(stage: Stage) -> None:
    headers = JSON | {"Transfer-Encoding": "chunked", "Content-Length": "2"}
    for path in (PROGRAMMES, "/verify"):
        answer = stage.service.post(path, content=b"{}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")
        assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("day", [0, 86400, "0", "2026-06-19T00:00:00", "19. 6. 2026"])
def test_a_day_is_written_as_a_day(stage: Stage, day: str | int) -> None:
    answer = stage.issue(result={"awarded_on": day})
    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["faults"]] == ["/result/awarded_on"]


def test_without_a_key_the_body_is_not_judged(stage: Stage) -> None:
    for body in (b"{", b"{}"):
        answer = stage.service.post(PROGRAMMES, content=body, headers=JSON)
        assert answer.status_code == 401


def test_the_language_follows_the_reader(stage: Stage) -> None:
    said = {
        language: stage.service.get(
            "/api/v1/programmes", headers={"Accept-Language": language}
        ).json()["title"]
        for language in ("sl-SI,sl;q=0.9", "en", "de")
    }
    assert said["sl-SI,sl;q=0.9"] == "Manjka veljaven ključ API"
    assert said["en"] == said["de"] == "A valid API key is missing"


def test_a_person_gets_a_page_and_a_program_json(stage: Stage) -> None:
    page = stage.service.get("/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert stage.service.get("/nothing").json()["code"] == "NOT_FOUND"
    api = stage.service.get("/api/v1/nothing", headers={"Accept": "text/html"})
    assert api.headers["content-type"] == "application/problem+json"


def test_an_idempotency_key_has_bounds(stage: Stage) -> None:
    key = stage.key("school", "author")
    answer = stage.service.post(
        PROGRAMMES, key=key, json={}, headers={"Idempotency-Key": "a" * 256}
    )
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["path"] == "header: Idempotency-Key"
