"""The short way of an order answers as the full one does, which a charset asks for."""

from __future__ import annotations

import json
from typing import Any

from tests.app.staging import Stage

CREDENTIALS = "/api/v1/credentials"
SHORT = {"Content-Type": "application/json"}
FULL = {"Content-Type": "application/json; charset=utf-8"}


def refusals_of(stage: Stage) -> dict[str, tuple[bytes, dict[str, str]]]:
    good = json.dumps(stage.order()).encode()
    bearer = {"Authorization": f"Bearer {stage.key()}"}
    return {
        "no key": (good, {}),
        "an empty key": (good, {"Authorization": "Bearer "}),
        "a key of nobody": (good, {"Authorization": "Bearer dkz_00000000_nobody"}),
        "no scope to approve": (good, {"Authorization": f"Bearer {stage.new_key('issue')}"}),
        "no scope to issue": (good, {"Authorization": f"Bearer {stage.new_key('approve')}"}),
        "no body": (b"", bearer),
        "no body and no key": (b"", {}),
        "no JSON": (b"{", bearer),
        "no JSON and no key": (b"{", {}),
        "a name twice": (b'{"programme": 1, "programme": 2}', bearer),
        "no order": (b"[1]", bearer),
        "an order without a learner": (b'{"programme": "x"}', bearer),
        "an unknown programme": (
            json.dumps(
                stage.order(programme="00000000-0000-4000-8000-000000000000"),
            ).encode(),
            bearer,
        ),
        "an Idempotency-Key too long": (good, bearer | {"Idempotency-Key": "k" * 256}),
        "an empty Idempotency-Key": (good, bearer | {"Idempotency-Key": ""}),
    }


def asked(stage: Stage, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    answer = stage.service.post(CREDENTIALS, content=body, headers=headers)
    told = answer.json()
    told.pop("request_id", None)
    return answer.status_code, told | {"challenge": answer.headers.get("www-authenticate")}


def test_what_is_refused_is_refused_in_the_same_words(stage: Stage) -> None:
    for name, (body, headers) in refusals_of(stage).items():
        short = asked(stage, body, headers | SHORT)
        assert short[0] >= 400, name
        assert short == asked(stage, body, headers | FULL), name


def test_an_order_is_repeated_the_other_way(stage: Stage) -> None:
    body = json.dumps(stage.order()).encode()
    key = {"Idempotency-Key": "once", "Authorization": f"Bearer {stage.key()}"}
    first = stage.service.post(CREDENTIALS, content=body, headers=key | SHORT)
    again = stage.service.post(CREDENTIALS, content=body, headers=key | FULL)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]


def test_a_key_in_its_own_header_takes_the_full_way(stage: Stage) -> None:
    issued = stage.service.post(CREDENTIALS, json=stage.order(), headers={"X-API-Key": stage.key()})
    assert issued.status_code == 201, issued.text
