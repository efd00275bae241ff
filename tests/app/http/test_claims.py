"""/api/v1 on claims, rules, slips and guardians, and what the pages of claims give away."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.app.staging import Stage

BROWSER = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture
def credential_id(stage: Stage) -> str:
    return stage.told.credentials[0].id


def call(stage: Stage, method: str, path: str, role: str = "issuer", **sent: Any) -> Any:  # noqa: ANN401 - JSON
    answer = stage.service.call(method, f"/api/v1{path}", key=stage.key(role=role), **sent)
    return answer.json() if answer.content else answer.status_code


def link(stage: Stage, credential_id: str, **wish: Any) -> str:  # noqa: ANN401 - JSON
    path = f"/credentials/{credential_id}/claim"
    url: str = call(stage, "POST", path, json=wish)["url"]
    return url.removeprefix("http://localhost:8000")


def test_a_school_gives_looks_at_and_ends_a_link(stage: Stage, credential_id: str) -> None:
    path = f"/credentials/{credential_id}/claim"
    page = link(stage, credential_id)
    standing = call(stage, "GET", path)
    assert (standing["state"], standing["url"], standing["guardian"]) == (
        "open",
        None,
        "not-needed",
    )
    assert stage.service.get(page).status_code == 200
    assert call(stage, "GET", path)["opened_at"]
    assert call(stage, "DELETE", path) == 204
    ended = stage.service.get(page, headers=BROWSER)
    assert (ended.status_code, ended.headers["cache-control"]) == (410, "no-store")
    assert "This link has ended" in ended.text
    assert stage.service.get(link(stage, credential_id, renew=True)).status_code == 200


@pytest.mark.parametrize("part", ["", "/data", "/data.zip", "/take.json"])
def test_no_page_of_a_claim_gives_its_address_away(
    stage: Stage, credential_id: str, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    page = link(stage, credential_id)
    answer = stage.service.get(page + part)
    assert answer.status_code in {200, 303}
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("dokazilo")]
    assert ours
    assert not any(page.rpartition("/")[2] in said for said in ours)


def test_rules_are_an_administrator_s(stage: Stage) -> None:
    assert call(stage, "GET", "/claim-rules") == {"guardian_age": 15, "link_days": None}
    wanted = {"guardian_age": 16, "link_days": 30}
    assert call(stage, "PUT", "/claim-rules", json=wanted)["code"] == "SCOPE_MISSING"
    assert call(stage, "PUT", "/claim-rules", role="admin", json=wanted) == wanted
    assert call(stage, "GET", "/claim-rules") == wanted
    for wrong in ({"guardian_age": 19}, {"link_days": 0}):
        refused = call(stage, "PUT", "/claim-rules", role="admin", json=wrong)
        assert refused["code"] == "INVALID_REQUEST"


def test_slips_are_a_pdf_of_credentials_or_of_a_batch(stage: Stage, credential_id: str) -> None:
    made = stage.service.post(
        "/api/v1/claim-sheets", key=stage.key(), json={"credential_ids": [credential_id]}
    )
    assert (made.status_code, made.headers["content-type"]) == (200, "application/pdf")
    assert made.headers["cache-control"] == "no-store"
    both: dict[str, object] = {"credential_ids": [credential_id], "batch_id": credential_id}
    for wrong in (both, {**both, "credential_ids": []}, {}):
        assert call(stage, "POST", "/claim-sheets", json=wrong)["code"] == "INVALID_REQUEST"
    unknown = {"batch_id": credential_id}
    assert call(stage, "POST", "/claim-sheets", json=unknown)["code"] == "NOT_FOUND"


def test_a_guardian_is_named_by_the_learner_s_school(stage: Stage) -> None:
    [line, *_] = call(stage, "GET", "/credentials")["items"]
    path = f"/learners/{line['learner']['id']}/guardian"
    # Of age by their date of birth, or named to be asked: either way it is said.
    named = call(stage, "PUT", path, json={"email": "mama@example.com"})
    assert named["guardian"] in {"waiting", "not-needed"}
    assert call(stage, "PUT", path, json={"email": "nobody"})["code"] == "INVALID_REQUEST"
    other = stage.service.call(
        "PUT",
        f"/api/v1{path}",
        key=stage.key("university"),
        json={"email": "mama@example.com"},
    )
    assert other.status_code == 404


def test_a_form_of_another_site_is_refused(stage: Stage, credential_id: str) -> None:
    page = link(stage, credential_id)
    for part in ("/shares", "/corrections", "/guardian"):
        answer = stage.service.post(
            page + part,
            headers={"Sec-Fetch-Site": "cross-site"},
            files={"label": (None, "x"), "wrong": (None, "x"), "email": (None, "a@example.com")},
        )
        assert answer.status_code == 403
