"""Logging in, forms and sessions: what the pages refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.claims.claiming import claim_of
from app.db import account_sessions, login_codes
from tests.app.logging_in import CODE, hidden, know_codes, log_in
from tests.app.serving import Service
from tests.app.staging import Stage

SPELA = "spela.znidarsic@example.com"
CRTOMIR = "crtomir.skof@example.com"
LUKA = "luka.djuric@example.com"


def test_an_unknown_address_is_answered_in_the_same_words(service: Service) -> None:
    know_codes(service)
    pages = [service.post("/login", data={"email": email}) for email in (SPELA, "x@example.com")]
    first, second = (page.text.replace(hidden(page)["login_id"], "") for page in pages)
    assert first == second


def test_an_address_gets_so_many_codes_an_hour(service: Service) -> None:
    know_codes(service)
    for _ in range(login_codes.MOST_AN_HOUR):
        form = hidden(service.post("/login", data={"email": CRTOMIR}))
    assert service.post("/login/code", data={**form, "code": CODE}).status_code == 303
    one_more = hidden(service.post("/login", data={"email": CRTOMIR}))
    assert service.post("/login/code", data={**one_more, "code": CODE}).status_code == 422


@pytest.mark.parametrize("then", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_led_to_another_host(service: Service, then: str) -> None:
    assert log_in(service, LUKA, then=then).headers["location"] == "/"
    assert service.get("/login", params={"then": then}).headers["location"] == "/"


def test_another_site_s_forms_are_refused(service: Service) -> None:
    log_in(service, LUKA)
    foreign = {"origin": "https://evil.example"}
    across = {"sec-fetch-site": "cross-site"}
    sure = {"sure": "yes"}
    token = hidden(service.get("/me"))
    for answer in (
        service.post("/login", data={"email": LUKA}, headers=foreign),
        service.post("/logout", headers=across),
        service.post("/me/delete", data=sure),
        service.post("/me/delete", data=sure | {"form_token": "x"}),
        service.post("/me/delete", data=sure | token, headers=foreign),
    ):
        assert answer.status_code == 403
    assert service.get("/me").status_code == 200


def test_a_child_s_link_logs_in_only_once_a_guardian_agrees(service: Service, stage: Stage) -> None:
    child = {"name": "Zoja Vidmar", "email": "zoja@example.com", "identifier": "os-7"}
    learner = child | {"guardian_email": "mama@example.com"}
    claim = claim_of(service.services, stage.issue(learner=learner).json()["id"])
    refused = service.post("/login/link", data={"link": claim.url})
    assert refused.json()["code"] == "GUARDIAN_FIRST"
    assert not refused.cookies


def test_a_link_logs_in_to_the_one_credential_it_leads_to(service: Service, stage: Stage) -> None:
    twins = [
        {"name": name, "email": "m@example.com", "identifier": name} for name in ("Jan", "Ena")
    ]
    jan, ena = (stage.issue(learner=twin).json()["id"] for twin in twins)
    link = claim_of(service.services, jan).url
    assert service.post("/login/link", data={"link": link + "x"}).status_code == 404
    assert service.post("/login/link", data={"link": f" {link}"}).status_code == 303
    assert issued(service) == {f"urn:uuid:{jan}"}
    service.cookies.clear()
    log_in(service, "m@example.com")
    assert issued(service) == {f"urn:uuid:{jan}", f"urn:uuid:{ena}"}


def issued(service: Service) -> set[str]:
    return {one["id"] for one in service.get("/me/export.json").json()["issued"]}


def test_a_session_ends_when_it_is_idle_and_when_it_is_old(service: Service) -> None:
    log_in(service, LUKA)
    services = service.services
    token = service.cookies["dokazilo-session"]
    now = services.clock.now()
    with services.database.write() as connection:
        for later in (account_sessions.IDLE, account_sessions.LONGEST):
            at = now + later + timedelta(minutes=1)
            assert account_sessions.account_id_of(connection, token, now=at) is None
        account_sessions.forget(connection, now=now + account_sessions.IDLE / 2)
        assert account_sessions.account_id_of(connection, token, now=now) is not None
        account_sessions.forget(connection, now=now + account_sessions.LONGEST)
        assert account_sessions.account_id_of(connection, token, now=now) is None
