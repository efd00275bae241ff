"""Learners log in, see what is theirs and nothing else, take it along, and leave."""

from __future__ import annotations

import base64

import pytest

from tests.app.logging_in import CODE, hidden, know_codes, log_in
from tests.app.serving import Service
from tests.app.staging import Stage

ANZE = "anze.crnic@example.com"


@pytest.fixture
def service(stage: Stage) -> Service:
    """Run the service; a learner of the school has one credential."""
    assert stage.issue().status_code == 201
    return stage.service


def test_a_learner_logs_in_sees_their_own_and_logs_out(service: Service) -> None:
    refused = service.get("/me")
    assert (refused.status_code, refused.headers["location"]) == (303, "/login?then=%2Fme")
    inside = log_in(service, "  ANZE.crnic@example.com ")
    assert (inside.status_code, inside.headers["location"]) == (303, "/me")
    cookie = inside.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    mine = service.get("/me")
    assert mine.status_code == 200
    assert mine.headers["cache-control"] == "private, no-store"
    assert mine.text.count('class="held__title"') == 1
    assert "Anže Črnič" in mine.text
    exported = service.get("/me/export.json").json()
    signed = exported["issued"][0]["documents"]
    assert b"proof" in base64.b64decode(signed[0]["base64"])
    assert service.post("/logout").status_code == 303
    assert service.get("/me").status_code == 303


def test_a_code_is_used_once_by_few_attempts(service: Service) -> None:
    know_codes(service)
    form = hidden(service.post("/login", data={"email": ANZE}))
    wrong = [service.post("/login/code", data={**form, "code": f"9999000{n}"}) for n in range(5)]
    assert {answer.status_code for answer in wrong} == {422}
    assert service.post("/login/code", data={**form, "code": CODE}).status_code == 422
    assert log_in(service, ANZE).status_code == 303
    form = hidden(service.post("/login", data={"email": ANZE}))
    used = [service.post("/login/code", data={**form, "code": CODE}) for _ in range(2)]
    assert [answer.status_code for answer in used] == [303, 422]


def test_an_account_is_deleted_and_what_schools_issued_stays(service: Service) -> None:
    log_in(service, ANZE)
    form = hidden(service.get("/me"))
    assert service.post("/me/delete", data=form).headers["location"] == "/me#account"
    assert service.post("/me/delete", data=form | {"sure": "yes"}).status_code == 200
    assert service.get("/me").status_code == 303
    log_in(service, ANZE)
    assert service.get("/me").text.count('class="held__title"') == 1
