"""Programs register by RFC 7591, as the Open Badges API narrows it, and by nothing less."""

from __future__ import annotations

from typing import Any

import pytest

from app.open_badges_api.scopes import BadgeScope
from tests.app.open_badges_api.program import REGISTRATION, SITE, Program
from tests.app.staging import Stage


def test_everything_is_told_back_with_an_id_and_a_secret(stage: Stage) -> None:
    given = stage.service.post("/oauth/register", json=REGISTRATION | {"jwks": {}})
    assert given.status_code == 201
    assert given.headers["cache-control"] == "no-store"
    told = given.json()
    assert {name: told[name] for name in REGISTRATION} == REGISTRATION
    assert told["client_secret_expires_at"] == 0
    assert told["client_id_issued_at"] > 0
    assert told["client_id"] != told["client_secret"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_name": ""}, "invalid_client_metadata"),
        ({"client_name": None}, "invalid_client_metadata"),
        ({"client_name": "x" * 201}, "invalid_client_metadata"),
        ({"client_name": "Europass\n\nis asking"}, "invalid_client_metadata"),
        ({"client_name": "\u202esessaporuE"}, "invalid_client_metadata"),
        ({"software_id": "x\0"}, "invalid_client_metadata"),
        ({"scope": "read write"}, "invalid_client_metadata"),
        ({"scope": 5}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "none"}, "invalid_client_metadata"),
        ({"grant_types": ["client_credentials"]}, "invalid_client_metadata"),
        ({"response_types": ["token"]}, "invalid_client_metadata"),
        ({"redirect_uris": []}, "invalid_client_metadata"),
        ({"redirect_uris": "https://program.example/"}, "invalid_client_metadata"),
        ({"redirect_uris": [f"{SITE}/return#x"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["http://program.example/"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["https://u:p@program.example/"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["https://[::1"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["https://other.example/"]}, "invalid_client_metadata"),
        ({"logo_uri": "https://other.example/logo.png"}, "invalid_client_metadata"),
        ({"logo_uri": "data:image/png;base64,AAAA"}, "invalid_client_metadata"),
    ],
)
def test_less_is_refused(stage: Stage, changes: dict[str, Any], error: str) -> None:
    refused = stage.service.post("/oauth/register", json=REGISTRATION | changes)
    assert (refused.status_code, refused.json()["error"]) == (400, error), refused.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":1,"a":2}', b"\xff", b"[" * 9000])
def test_what_is_no_object_is_refused(stage: Stage, body: bytes) -> None:
    refused = stage.service.post("/oauth/register", content=body)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_client_metadata")


def test_the_service_says_where(stage: Stage) -> None:
    metadata = stage.service.get("/.well-known/oauth-authorization-server").json()
    assert metadata["registration_endpoint"].endswith("/oauth/register")
    assert metadata["revocation_endpoint"].endswith("/oauth/revoke")
    assert set(BadgeScope) <= set(metadata["scopes_supported"])


def test_a_token_is_given_back_by_whom_it_was_given_to(stage: Stage, program: Program) -> None:
    other = Program.registered(stage.service)
    program.allowed("luka.djuric@example.com")
    token, refresh = program.token, program.told["refresh_token"]
    assert other.post("/oauth/revoke", token=token).status_code == 200
    assert program.call("GET", "/profile").status_code == 200
    assert program.post("/oauth/revoke", token="unknown").status_code == 200
    assert program.post("/oauth/revoke").json()["error"] == "invalid_request"
    other.secret = "wrong"
    assert other.post("/oauth/revoke", token=token).json()["error"] == "invalid_client"
    revoked = program.post("/oauth/revoke", token=refresh, token_type_hint="refresh_token")
    assert revoked.status_code == 200
    assert program.call("GET", "/profile").status_code == 401
    again = program.post_token(grant_type="refresh_token", refresh_token=refresh)
    assert again.json()["error"] == "invalid_grant"
