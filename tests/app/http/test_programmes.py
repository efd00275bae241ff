"""A programme's life through the API."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import httpx
import pytest

from tests.app.staging import Stage

PROGRAMMES = "/api/v1/programmes"


def content() -> dict[str, Any]:
    file = resources.files("app.demo") / "programmes" / "remote-teamwork.json"
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return written


def begin(stage: Stage, key: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    begun = stage.service.post(PROGRAMMES, key=key, json=body or {"content": content()})
    assert begun.status_code == 201, begun.text
    version: dict[str, Any] = begun.json()
    return version


def step(stage: Stage, key: str, programme: str, name: str, body: object = None) -> httpx.Response:
    sent: dict[str, Any] = {} if body is None else {"json": body}
    return stage.service.post(f"{PROGRAMMES}/{programme}/{name}", key=key, **sent)


APPROVE = {"decision": "approve", "decision_number": "014-9/2026"}


def test_from_draft_to_register_to_retirement(stage: Stage) -> None:
    author, reviewer = stage.key("school", "author"), stage.key("review_body", "reviewer")
    version = begin(stage, author)
    programme = version["programme_id"]
    assert (version["state"], version["number"]) == ("draft", 1)
    assert version["content"]["level"]["eqf"] == 4, "what follows from the SOK level is filled in"
    assert step(stage, author, programme, "submit").json()["state"] == "submitted"
    taken = step(stage, reviewer, programme, "take-into-review")
    assert (taken.json()["state"], taken.json()["approvals_missing"]) == ("in-review", 1)
    approved = step(stage, reviewer, programme, "decisions", APPROVE).json()
    assert approved["state"] == "approved"
    assert approved["decisions"][-1]["decision_number"] == "014-9/2026"
    assert stage.service.get(f"/programmes/{programme}/versions/1.json").status_code == 200

    edited = stage.service.call(
        "PUT", f"{PROGRAMMES}/{programme}", key=author, json={"content": {}}
    )
    assert (edited.status_code, edited.json()["code"]) == (409, "WRONG_STATE")
    second = step(stage, author, programme, "versions")
    assert (second.status_code, second.json()["number"]) == (201, 2)
    retired = step(stage, author, programme, "retire", {"reason": "Zastarelo."})
    assert (retired.json()["number"], retired.json()["state"]) == (1, "retired")
    still = stage.service.get(f"/programmes/{programme}/versions/1.json")
    assert still.json()["state"] == "retired"


def test_what_is_missing_is_named_in_both_languages(stage: Stage) -> None:
    author = stage.key("school", "author")
    programme = begin(stage, author, content={"title": {"sl": "Nekaj"}})["programme_id"]
    refused = step(stage, author, programme, "submit")
    assert (refused.status_code, refused.json()["code"]) == (422, "INCOMPLETE")
    sentences = [fault["sentence"] for fault in refused.json()["faults"]]
    assert {"sl": "Manjka: učni izidi.", "en": "Missing: learning outcomes."} in sentences
    asked = stage.service.get(f"{PROGRAMMES}/{programme}/completeness", key=author).json()
    assert asked["complete"] is False
    assert "learning-outcomes" in [each["code"] for each in asked["missing"]]
    assert asked["reviewers_needed"] == 1


def test_nobody_approves_what_they_authored(stage: Stage) -> None:
    """Not even with a key that has both scopes, in a school that judges its own programmes."""
    operator = stage.key("operator", "admin")
    school = stage.service.post(
        "/api/v1/organisations",
        key=operator,
        json={"kind": "school", "name": {"sl": "Šola z lastno komisijo"}},
    ).json()
    admin = school["admin_key"]["key"]

    def new_key(by: str, *scopes: str) -> str:
        made = stage.service.post(
            "/api/v1/api-keys", key=by, json={"name": "preizkus", "scopes": scopes}
        )
        secret: str = made.json()["key"]
        return secret

    profile = {"slug": "sola-vrh", "name": {"sl": "Šola"}, "url": "https://sola.example.org"}
    assert stage.service.post("/api/v1/profiles", key=admin, json=profile).status_code == 201
    both = new_key(admin, "author", "review", "admin")
    programme = begin(stage, both)["programme_id"]
    step(stage, both, programme, "submit")
    for own_hand in (both, new_key(both, "review")):
        refused = step(stage, own_hand, programme, "take-into-review")
        assert (refused.status_code, refused.json()["code"]) == (403, "OWN_WORK")
    colleague = new_key(admin, "review")
    assert step(stage, colleague, programme, "take-into-review").status_code == 200
    assert step(stage, colleague, programme, "decisions", APPROVE).json()["state"] == "approved"


def test_returned_with_a_reason_and_submitted_again(stage: Stage) -> None:
    author, reviewer = stage.key("school", "author"), stage.key("review_body", "reviewer")
    programme = begin(stage, author)["programme_id"]
    step(stage, author, programme, "submit")
    step(stage, reviewer, programme, "take-into-review")
    without = step(
        stage, reviewer, programme, "decisions", {"decision": "return", "decision_number": "1"}
    )
    assert (without.status_code, without.json()["code"]) == (422, "GROUNDS_MISSING")
    reason = {"decision": "return", "decision_number": "1", "reason": "Merila so preohlapna."}
    assert step(stage, reviewer, programme, "decisions", reason).json()["state"] == "returned"
    assert step(stage, author, programme, "submit").json()["state"] == "submitted"


def test_two_writers_cannot_overwrite_each_other(stage: Stage) -> None:
    author = stage.key("school", "author")
    version = begin(stage, author)
    address = f"{PROGRAMMES}/{version['programme_id']}"
    body = {"content": content(), "revision": version["revision"]}
    assert stage.service.call("PUT", address, key=author, json=body).status_code == 200
    late = stage.service.call("PUT", address, key=author, json=body)
    assert (late.status_code, late.json()["code"]) == (409, "CONCURRENT_CHANGE")


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"titel": {"sl": "x"}}, "/content/titel"),
        ({"workload": {"hours": "veliko"}}, "/content/workload/hours"),
        ({"outcomes": [{"id": "a", "kind": "talent"}]}, "/content/outcomes/0/kind"),
        ({"workload": {"hours": 10**9}}, "/content"),
    ],
)
def test_what_cannot_be_read_is_named(stage: Stage, wrong: object, path: str) -> None:
    refused = stage.service.post(
        PROGRAMMES, key=stage.key("school", "author"), json={"content": wrong}
    )
    assert refused.status_code == 422
    assert [fault["path"] for fault in refused.json()["faults"]] == [path]


def test_a_repeated_beginning_is_one_programme(stage: Stage) -> None:
    author, headers = stage.key("school", "author"), {"Idempotency-Key": "program-1"}
    ids = {
        stage.service.post(PROGRAMMES, key=author, json={}, headers=headers).json()["programme_id"]
        for _ in range(3)
    }
    assert len(ids) == 1
