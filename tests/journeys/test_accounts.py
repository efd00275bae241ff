"""A learner's account on both databases: in, what is theirs, a program, and out for good."""

from __future__ import annotations

import base64
import re

from tests.app.logging_in import CODE, hidden, know_codes, log_in
from tests.app.open_badges_api.program import Program
from tests.app.serving import Service
from tests.app.staging import Stage
from tests.hostile.honest import honest_badge

ANZE = "anze.crnic@example.com"
PERMISSION = re.compile(r'name="(form_token|grant_id)" value="([^"]*)"')


def test_a_learner_has_an_account_for_as_long_as_they_wish(stage: Stage) -> None:
    assert stage.issue().status_code == 201
    service = stage.service
    _gets_in(service)
    _sees_what_is_theirs(service)
    _allows_a_program_and_takes_it_back(service)
    form = hidden(service.get("/me"))
    assert service.post("/me/delete", data=form).headers["location"] == "/me#account"
    assert service.post("/me/delete", data=form | {"sure": "yes"}).status_code == 200
    assert service.get("/me").status_code == 303
    log_in(service, ANZE)
    # What schools issued stays; what was brought is gone.
    assert service.get("/me").text.count('class="held__title"') == 1
    assert service.post("/logout").status_code == 303
    assert service.get("/me").status_code == 303


def _gets_in(service: Service) -> None:
    refused = service.get("/me")
    assert (refused.status_code, refused.headers["location"]) == (303, "/login?then=%2Fme")
    know_codes(service)
    form = hidden(service.post("/login", data={"email": ANZE}))
    wrong = [service.post("/login/code", data={**form, "code": f"9999000{n}"}) for n in range(5)]
    assert {answer.status_code for answer in wrong} == {422}
    # After five wrong ones the right one is worth nothing, and a good one works once.
    assert service.post("/login/code", data={**form, "code": CODE}).status_code == 422
    form = hidden(service.post("/login", data={"email": "  ANZE.crnic@example.com "}))
    inside, again = (service.post("/login/code", data={**form, "code": CODE}) for _ in range(2))
    assert (inside.status_code, inside.headers["location"]) == (303, "/me")
    assert again.status_code == 422
    cookie = inside.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


def _sees_what_is_theirs(service: Service) -> None:
    mine = service.get("/me")
    assert mine.headers["cache-control"] == "private, no-store"
    assert mine.text.count('class="held__title"') == 1
    assert "Anže Črnič" in mine.text
    token = hidden(mine)["form_token"]
    upload = {"file": ("badge.json", honest_badge(), "application/json")}
    brought = service.post("/me/badges", data={"form_token": token}, files=upload)
    assert brought.status_code == 303
    exported = service.get("/me/export.json").json()
    signed = exported["issued"][0]["documents"]
    assert b"proof" in base64.b64decode(signed[0]["base64"])
    assert base64.b64decode(exported["imported"][0]["base64"]) == honest_badge()


def _allows_a_program_and_takes_it_back(service: Service) -> None:
    program = Program.registered(service).allowed(ANZE)
    newest = program.call("GET", "/credentials?limit=1")
    assert newest.headers["x-total-count"] == "2"
    assert 'rel="next"' in newest.headers["link"]
    assert honest_badge() in program.call("GET", "/credentials?limit=1&offset=1").content
    again = program.call("POST", "/credentials", json=newest.json()["credential"][0])
    assert again.status_code == 200
    form = dict(PERMISSION.findall(service.get("/me").text))
    assert service.post("/me/programs/end", data=form).status_code == 303
    assert program.call("GET", "/credentials").status_code == 401
