"""The Open Badges API as its provider: what a program reads and writes, and how it is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from app.open_badges_api.scopes import BadgeScope
from app.open_badges_api.status_info import SCHEMA
from tests.app.open_badges_api.program import Program
from tests.app.staging import Stage
from tests.hostile.honest import honest_badge, signed_badge

CONTAINERS = Path(__file__).parents[2] / "vectors" / "containers"
SPELA = "spela.znidarsic@example.com"
NUSA = "nusa.ceh@example.com"
ZIVA = "ziva.kocevar@example.com"
JSON = {"Content-Type": "application/json"}
TOKEN = {"Content-Type": "text/plain"}


def minor(answer: httpx.Response) -> str:
    """Check a refusal against its schema; gives its code."""
    said: dict[str, Any] = answer.json()
    Draft202012Validator(SCHEMA).validate(said)
    assert answer.headers["content-type"] == "application/json"
    value: str = said["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"]
    return value


def linked(answer: httpx.Response) -> dict[str, str]:
    """Give the offsets of a Link header by their relations."""
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers.get("link", ""))
    return {relation: re.search(r"offset=(\d+)", url)[1] for url, relation in found}  # type: ignore[index]


def test_discovery_is_public_and_cacheable(stage: Stage) -> None:
    answer = stage.service.get("/ims/ob/v3p0/discovery")
    assert answer.status_code == 200
    again = stage.service.get(
        "/ims/ob/v3p0/discovery", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    document = answer.json()
    assert {"title", "termsOfService", "x-imssf-privacyPolicyUrl"} <= set(document["info"])
    scheme = document["components"]["securitySchemes"]["OAuth2ACG"]
    flow = scheme["flows"]["authorizationCode"]
    assert set(flow["scopes"]) == set(BadgeScope)
    metadata = stage.service.get("/.well-known/oauth-authorization-server").json()
    assert flow["authorizationUrl"] == metadata["authorization_endpoint"]
    assert flow["tokenUrl"] == metadata["token_endpoint"]
    assert scheme["x-imssf-registrationUrl"] == metadata["registration_endpoint"]
    for reference in re.findall(r'"\$ref": ?"#/([^"]*)"', answer.text):
        place = document
        for step in reference.split("/"):
            place = place[step]


def test_a_program_reads_what_the_school_issued_byte_by_byte(program: Program) -> None:
    told = program.ask(SPELA)
    assert told["state"] == "26357667"
    assert set(told["scope"].split()) == set(BadgeScope)
    answer = program.allowed(SPELA).call("GET", "/credentials")
    assert answer.headers["x-total-count"] == "1"
    assert "link" not in answer.headers
    page = re.search(r'href="(/c/[^"]*)\.json"', program.service.get("/me").text)
    assert page is not None
    signed = program.service.get(f"{page[1]}.json").content
    assert answer.content == b'{"credential":[' + signed + b'],"compactJwsString":[]}'


@pytest.fixture(scope="module")
def writer(program: Program) -> Program:
    """Let the program act for a learner for whom no school issued anything new."""
    return program.allowed(NUSA)


@pytest.fixture
def shelf(writer: Program) -> Program:
    """Put three more badges on the learner's shelf."""
    for number in range(3):
        badge = signed_badge(
            id=f"urn:uuid:0000000{number}-6f57-4b0e-9a53-0d3f6a3f2c11",
            validFrom=f"2026-01-0{number + 1}T00:00:00Z",
        )
        assert writer.call("POST", "/credentials", json=badge).status_code in {200, 201}
    return writer


def test_a_badge_is_new_then_replaced_and_comes_back_as_it_was(writer: Program) -> None:
    body = honest_badge()
    created = writer.call("POST", "/credentials", content=body, headers=JSON)
    assert (created.status_code, created.content) == (201, body)
    newer = json.dumps(signed_badge(name="Newer")).encode()
    ld = {"Content-Type": "application/vc+ld+json; charset=utf-8"}
    replaced = writer.call("POST", "/credentials", content=newer, headers=ld)
    assert (replaced.status_code, replaced.content) == (200, newer)
    answer = writer.call("GET", "/credentials")
    assert newer in answer.content
    assert body not in answer.content


def test_a_token_comes_back_as_a_token(writer: Program) -> None:
    from tests.verifier.makers import badge, jwt, ob_claims  # noqa: PLC0415 - of this test alone

    token = jwt(ob_claims(badge(id="urn:uuid:5b0c", credentialStatus=None)))
    kept = writer.call("POST", "/credentials", content=token, headers=TOKEN)
    assert kept.status_code in {200, 201}, kept.text
    assert kept.headers["content-type"].startswith("text/plain")
    assert token.decode() in writer.call("GET", "/credentials").json()["compactJwsString"]


def test_a_long_list_comes_in_parts(shelf: Program) -> None:
    whole = shelf.call("GET", "/credentials").json()
    total = len(whole["credential"]) + len(whole["compactJwsString"])
    first = shelf.call("GET", "/credentials?limit=2")
    assert first.headers["x-total-count"] == str(total)
    last = str((total - 1) // 2 * 2)
    assert linked(first) == {"first": "0", "last": last, "next": "2"}
    end = shelf.call("GET", f"/credentials?limit=2&offset={last}")
    assert linked(end) == {"first": "0", "last": last, "prev": str(int(last) - 2)}
    assert shelf.call("GET", "/credentials?offset=99").json() == {
        "credential": [],
        "compactJwsString": [],
    }
    since = shelf.call("GET", "/credentials?since=2026-01-02T00:00:00Z&limit=1")
    assert int(since.headers["x-total-count"]) < total
    assert "since=2026-01-02" in since.headers["link"]
    # The specification writes its times without a zone.
    without_zone = shelf.call("GET", "/credentials?since=2026-01-02T00:00:00")
    assert without_zone.headers["x-total-count"] == since.headers["x-total-count"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "offset=-1", "since=yesterday", "since=2026-01-01"]
)
def test_a_query_that_makes_no_sense_is_refused(writer: Program, query: str) -> None:
    answer = writer.call("GET", f"/credentials?{query}")
    assert (answer.status_code, minor(answer)) == (400, "invalid_query_parameter")


def test_what_is_no_genuine_badge_is_refused(writer: Program) -> None:
    changed = honest_badge().replace(b"Osnove", b"Basics", 1)
    evidence = writer.service.post("/verify?evidence=1", content=honest_badge(), headers=JSON)
    refused = (
        (changed, JSON, 400),
        (b"{}", JSON, 400),
        (b"", JSON, 400),
        (b"[]", JSON, 400),
        (honest_badge(), TOKEN, 400),
        (b"https://example.org/badge.json", TOKEN, 400),
        (b"a.b.c", TOKEN, 400),
        (b" " + honest_badge() + b" }", JSON, 400),
        (json.dumps(evidence.json()["evidence"]).encode(), JSON, 400),
        ((CONTAINERS / "badge.png").read_bytes(), {"Content-Type": "image/png"}, 415),
        ((CONTAINERS / "badge.svg").read_bytes(), TOKEN, 400),
        (b"{" + b" " * 3_000_000, JSON, 413),
    )
    for body, headers, status in refused:
        answer = writer.call("POST", "/credentials", content=body, headers=headers)
        assert (answer.status_code, minor(answer)) == (status, "invalid_data"), body[:80]


def test_a_profile_is_kept_whole(program: Program) -> None:
    program.allowed(ZIVA)
    assert program.call("GET", "/profile").json()["email"] == ZIVA
    profile = b'{ "type": ["Profile"], "id": "https://1edtech.org/issuers/cert", "x": 1.50 }'
    put = program.call("PUT", "/profile", content=profile, headers=JSON)
    assert (put.status_code, put.content) == (200, profile)
    assert program.call("GET", "/profile").content == profile
    for body in (b"{}", b"[]", b'{"id":"x","type":"Profile"}', b'{"id":"urn:x","type":"P"}', b""):
        answer = program.call("PUT", "/profile", content=body, headers=JSON)
        assert (answer.status_code, minor(answer)) == (400, "invalid_data"), body
    large = json.dumps({"id": "urn:x", "type": "Profile", "name": "x" * 70_000})
    assert program.call("PUT", "/profile", content=large, headers=JSON).status_code == 413
    assert program.service.get("/me/export.json").json()["profile"]["x"] == 1.5


def test_a_program_does_what_it_was_allowed_and_nothing_else(program: Program) -> None:
    program.allowed(ZIVA, BadgeScope.READ_CREDENTIALS)
    assert program.call("GET", "/credentials").status_code == 200
    for method, path in (("POST", "/credentials"), ("GET", "/profile"), ("PUT", "/profile")):
        answer = program.call(method, path, content=honest_badge(), headers=JSON)
        assert (answer.status_code, minor(answer)) == (403, "forbidden")
        assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]
    narrowed = program.post_token(
        grant_type="refresh_token",
        refresh_token=program.told["refresh_token"],
        scope=BadgeScope.WRITE_CREDENTIALS.value,
    )
    assert narrowed.json()["error"] == "invalid_scope"


def test_a_token_for_less_takes_nothing_from_the_permission(program: Program) -> None:
    program.allowed(ZIVA, BadgeScope.READ_CREDENTIALS, BadgeScope.READ_PROFILE)
    for scopes in ((BadgeScope.READ_PROFILE,), (BadgeScope.READ_CREDENTIALS,)):
        answer = program.post_token(
            grant_type="refresh_token",
            refresh_token=program.told["refresh_token"],
            scope=" ".join(scopes),
        )
        assert answer.json()["scope"] == " ".join(scopes), answer.text


def test_without_a_token_nothing_is_told(stage: Stage) -> None:
    for path in ("/credentials", "/profile"):
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp4"}):
            answer = stage.service.get(f"/ims/ob/v3p0{path}", headers=headers)
            assert (answer.status_code, minor(answer)) == (401, "unauthorizedrequest")
            assert answer.headers["www-authenticate"].startswith("Bearer")
    answer = stage.service.call("DELETE", "/ims/ob/v3p0/profile")
    assert (answer.status_code, minor(answer)) == (405, "not_allowed")
    assert minor(stage.service.get("/ims/ob/v3p0/assertions")) == "unknown"


def test_a_learner_takes_back_what_they_allowed(program: Program) -> None:
    program.allowed("zan.sustarsic@example.com", BadgeScope.READ_CREDENTIALS)
    page = program.service.get("/me", headers={"accept-language": "en"}).text
    assert "It reads all your micro-credentials and badges." in page
    form = dict(re.findall(r'name="(form_token|grant_id)" value="([^"]*)"', page))
    program.service.post("/me/programs/end", data=form | {"grant_id": "another"})
    assert program.call("GET", "/credentials").status_code == 200
    assert program.service.post("/me/programs/end", data=form).status_code == 303
    assert minor(program.call("GET", "/credentials")) == "unauthorizedrequest"
    refreshed = program.post_token(
        grant_type="refresh_token", refresh_token=program.told["refresh_token"]
    )
    assert refreshed.json()["error"] == "invalid_grant"
    assert "/me/programs/end" not in program.service.get("/me").text


def test_a_deleted_account_lets_nobody_in(program: Program) -> None:
    program.allowed("crtomir.skof@example.com")
    form = re.search(r'name="form_token" value="([^"]*)"', program.service.get("/me").text)
    assert form is not None
    program.service.post("/me/delete", data={"form_token": form[1], "sure": "yes"})
    assert minor(program.call("GET", "/credentials")) == "unauthorizedrequest"
