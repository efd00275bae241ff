"""API keys: shown once, scoped, expirable, revocable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.app.db.school import SteppedClock
from tests.app.staging import Stage

KEYS = "/api/v1/api-keys"


def make(stage: Stage, **changes: Any) -> httpx.Response:  # noqa: ANN401 - JSON
    headers = changes.pop("headers", None)
    body = {"name": "Referat", "scopes": ["read"]} | changes
    return stage.service.post(KEYS, key=stage.key("school", "admin"), json=body, headers=headers)


def works(stage: Stage, key: str) -> bool:
    return stage.service.get("/api/v1/profiles", key=key).status_code == 200


def test_a_key_is_shown_once(stage: Stage) -> None:
    made = make(stage)
    key = made.json()["key"]
    assert key.startswith(f"dkz_{made.json()['prefix']}_")
    assert works(stage, key)
    listed = stage.service.get(KEYS, headers={"X-API-Key": stage.key("school", "admin")})
    for answer in (made, listed):
        assert answer.headers["cache-control"] == "no-store", "no cache knows X-API-Key"
    assert made.json()["id"] in listed.text
    assert key not in listed.text


def test_the_key_may_stand_in_either_header(stage: Stage) -> None:
    key = make(stage).json()["key"]
    answer = stage.service.get("/api/v1/profiles", headers={"X-API-Key": key})
    assert answer.status_code == 200


def test_a_revoked_key_opens_nothing(stage: Stage) -> None:
    made = make(stage).json()
    for _ in range(2):
        revoked = stage.service.call(
            "DELETE", f"{KEYS}/{made['id']}", key=stage.key("school", "admin")
        )
        assert revoked.json()["revoked_at"] is not None
    assert not works(stage, made["key"])


def test_an_expired_key_opens_nothing(stage: Stage) -> None:
    services = stage.service.services
    end = services.clock.now() + timedelta(hours=1)
    key = make(stage, expires_at=end.isoformat()).json()["key"]
    for moment, is_good in ((end - timedelta(seconds=1), True), (end, False)):
        stage.service.app.state.services = replace(services, clock=SteppedClock(moment))
        assert works(stage, key) is is_good


def test_a_key_cannot_expire_before_it_is_made(stage: Stage) -> None:
    refused = make(stage, expires_at=datetime(2020, 1, 1, tzinfo=UTC).isoformat())
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["path"] == "/expires_at"


def test_repeating_gives_the_same_key_without_its_secret(stage: Stage) -> None:
    first, second = (make(stage, headers={"Idempotency-Key": "kljuc"}) for _ in range(2))
    assert [first.status_code, second.status_code] == [201, 201]
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["key"] is None


def test_the_last_use_is_kept(stage: Stage) -> None:
    made = make(stage).json()
    assert made["last_used_at"] is None
    works(stage, made["key"])
    listed = stage.service.get(KEYS, key=stage.key("school", "admin")).json()["items"]
    used = next(each for each in listed if each["id"] == made["id"])
    assert used["last_used_at"] is not None


@pytest.mark.parametrize(
    "moment",
    ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00", "2030-01-01", 0, 99999999999999],
)
def test_a_moment_is_written_as_a_date_with_a_time_that_exists(
    stage: Stage, moment: str | int
) -> None:
    refused = make(stage, expires_at=moment)
    assert refused.status_code == 422
    assert [fault["path"] for fault in refused.json()["faults"]] == ["/expires_at"]
