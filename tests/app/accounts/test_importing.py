"""Badges of other issuers: taken in, kept byte by byte, never called good without a check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.accounts.checking_again import GOOD_FOR
from app.clock import SystemClock
from tests.app.logging_in import hidden, log_in
from tests.app.serving import Service
from tests.app.staging import Stage
from tests.hostile.honest import honest_badge, signed_badge

CONTAINERS = Path(__file__).parents[2] / "vectors" / "containers"
LUKA = "luka.djuric@example.com"
NUSA = "nusa.ceh@example.com"
ZIVA = "ziva.kocevar@example.com"


def bring(service: Service, body: bytes, name: str = "badge.json") -> httpx.Response:
    token = hidden(service.get("/me"))["form_token"]
    upload = {"file": (name, body, "application/octet-stream")}
    return service.post("/me/badges", data={"form_token": token}, files=upload)


def imported(service: Service) -> list[dict[str, str]]:
    found: list[dict[str, str]] = service.get("/me/export.json").json()["imported"]
    return found


def page_of(brought: httpx.Response) -> str:
    return brought.headers["location"].replace("/me#badge-", "/me/badges/")


@dataclass(frozen=True)
class Later:
    """A clock that is ahead."""

    by: timedelta

    def now(self) -> datetime:
        """Tell the time."""
        return SystemClock().now() + self.by


@contextmanager
def some_time_later(service: Service, by: timedelta) -> Iterator[None]:
    present = service.services
    service.app.state.services = replace(present, clock=Later(by))
    yield
    service.app.state.services = present


def test_a_badge_is_kept_byte_by_byte_with_its_verdict(service: Service) -> None:
    log_in(service, LUKA)
    body = b"\n " + honest_badge().replace(b'"id"', b'  "id"', 1)
    brought = bring(service, body)
    assert brought.status_code == 303, brought.text
    page = page_of(brought)
    assert service.get(f"{page}.json").content == body
    mine = service.get("/me", headers={"accept-language": "en"}).text
    # The signature holds, and nobody here knows the issuer.
    assert "Cannot be confirmed" in mine
    assert 'class="held__standing held__standing--unsure"' in mine
    assert service.get(page).status_code == 200
    again = bring(service, honest_badge())
    assert again.status_code == 303
    assert len(imported(service)) == 1
    form = hidden(service.get("/me"))
    assert service.post(f"{page}/remove").status_code == 403
    assert service.post(f"{page}/remove", data=form).status_code == 303
    assert imported(service) == []


def test_a_badge_is_found_in_a_picture_and_as_a_token(service: Service) -> None:
    log_in(service, NUSA)
    for name, form in (("badge.png", "json"), ("badge.jwt.svg", "jws")):
        body = (CONTAINERS / name).read_bytes()
        assert bring(service, body, name).status_code == 303
        assert [one["form"] for one in imported(service)] == [form]


def test_what_is_no_genuine_badge_is_refused(service: Service, stage: Stage) -> None:
    log_in(service, LUKA)
    changed = json.loads(honest_badge())
    changed["name"] = "Another"
    other = signed_badge(type=["VerifiableCredential"])
    for body in (json.dumps(changed), json.dumps(other), "{}", "a.b.c", "hello"):
        answer = bring(service, body.encode())
        assert answer.status_code == 400, answer.text
        assert answer.json()["code"] == "BADGE_REFUSED"
    assert imported(service) == []
    evidence = service.post("/verify?evidence=1", json=json.loads(honest_badge())).json()
    assert bring(service, json.dumps(evidence["evidence"]).encode()).status_code == 400
    assert stage.service.get("/me/badges/6f1c0f5e-6f57-4b0e-9a53-0d3f6a3f2c11").status_code == 404


def test_a_check_of_some_time_ago_makes_nothing_good(service: Service, stage: Stage) -> None:
    ours = stage.issue(learner={"name": "A", "email": "a@example.com"}).json()["credential"]
    log_in(service, ZIVA)
    page = page_of(bring(service, json.dumps(ours).encode()))
    assert 'held__standing--good">' in service.get("/me").text
    stage.service.post(
        f"/api/v1/credentials/{ours['id'].removeprefix('urn:uuid:')}/status",
        key=stage.new_key("revoke"),
        json={"status": "revoked", "reason": "A mistake."},
    )
    with some_time_later(service, GOOD_FOR):
        assert 'held__standing--bad">' in service.get("/me").text
        assert service.get(page).status_code == 200
    # Ours, but somebody else's: the page says so.
    assert "naslov nekoga drugega" in service.get("/me").text


def test_badges_belong_to_one_account(service: Service) -> None:
    log_in(service, ZIVA)
    page = page_of(bring(service, honest_badge()))
    service.cookies.clear()
    log_in(service, LUKA)
    for path in (page, f"{page}.json"):
        assert service.get(path).status_code == 404
    service.post(f"{page}/remove", data=hidden(service.get("/me")))
    service.cookies.clear()
    log_in(service, ZIVA)
    assert service.get(f"{page}.json").content == honest_badge()


def test_its_form_carries_its_token_inside_where_no_log_shows_it(service: Service) -> None:
    log_in(service, ZIVA)
    token = hidden(service.get("/me"))["form_token"]
    upload = {"file": ("badge.json", honest_badge(), "application/json")}
    assert 'action="/me/badges"' in service.get("/me").text
    before = imported(service)
    for refused in (
        service.post("/me/badges", files=upload),
        service.post("/me/badges", data={"form_token": token[::-1]}, files=upload),
        service.post(f"/me/badges?form_token={token}", files=upload),
    ):
        assert refused.status_code == 403
    assert imported(service) == before


@pytest.mark.parametrize("path", ["/me", "/me/export.json", "/me/badges/x.json"])
def test_nothing_is_shown_to_nobody(service: Service, path: str) -> None:
    assert service.get(path).status_code in {303, 404}
