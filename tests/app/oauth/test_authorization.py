"""A program asks, the learner decides, the program gets a code and for it a token."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from app.oauth.clients import credentials_of
from app.oauth.errors import OAuthError
from tests.app.oauth.conftest import BACKPACK, CALLBACK, CHALLENGE, LDP_VC, SECRET, VERIFIER, WALLET
from tests.app.staging import Stage

ISSUER = "http://localhost:8000"


def asked(**changes: str | None) -> dict[str, str]:
    parameters = {
        "client_id": WALLET,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "scope": LDP_VC,
        "state": "as it was",
    }
    return {k: v for k, v in (parameters | changes).items() if v is not None}


def pushed(stage: Stage, **changes: str | None) -> httpx.Response:
    return stage.service.post("/oauth/par", data=asked(**changes))


def consent(stage: Stage, **changes: str | None) -> tuple[str, dict[str, str]]:
    """Open the consent page of a pushed request; give it, and the fields of its form."""
    answer = pushed(stage, **changes)
    assert answer.status_code == 201, answer.text
    client = changes.get("client_id") or WALLET
    query = urlencode({"client_id": client, "request_uri": answer.json()["request_uri"]})
    page = stage.service.get(f"/oauth/authorize?{query}")
    assert page.status_code == 200, page.text
    fields = re.findall(
        r'name="(form_token|client_id|request_uri|award)" value="([^"]+)"', page.text
    )
    return page.text, dict(fields)


def decided(stage: Stage, fields: dict[str, Any], decision: str = "allow") -> httpx.Response:
    return stage.service.post("/oauth/authorize", data={**fields, "decision": decision})


def answer_of(response: httpx.Response) -> dict[str, str]:
    """Read what goes back to the program."""
    assert response.status_code == 303, response.text
    address = response.headers["location"]
    assert address.startswith(f"{CALLBACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def code(stage: Stage, **changes: str | None) -> str:
    _, fields = consent(stage, **changes)
    return answer_of(decided(stage, fields))["code"]


def token(stage: Stage, code: str, /, **changes: str | None) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": CALLBACK,
        "client_id": WALLET,
    }
    sent = {k: v for k, v in (form | changes).items() if v is not None}
    return stage.service.post("/oauth/token", data=sent)


def test_who_is_not_logged_in_is_asked_to_first(stage: Stage) -> None:
    stage.service.post("/logout")
    request_uri = pushed(stage).json()["request_uri"]
    query = urlencode({"client_id": WALLET, "request_uri": request_uri})
    answer = stage.service.get(f"/oauth/authorize?{query}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?then=%2Foauth%2Fauthorize")


def test_the_learner_sees_who_asks_for_what_and_allows_it(logged_in: Stage) -> None:
    page, fields = consent(logged_in)
    assert "Wallet" in page
    assert "wallet.example" in page
    told = answer_of(decided(logged_in, fields))
    assert (told["state"], told["iss"]) == ("as it was", ISSUER)
    answer = token(logged_in, told["code"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    granted = answer.json()
    assert (granted["token_type"], granted["scope"]) == ("Bearer", LDP_VC)
    assert "refresh_token" not in granted


def test_the_page_lets_its_form_lead_to_the_program_alone(logged_in: Stage) -> None:
    answer = pushed(logged_in)
    query = urlencode({"client_id": WALLET, "request_uri": answer.json()["request_uri"]})
    page = logged_in.service.get(f"/oauth/authorize?{query}")
    policy = page.headers["content-security-policy"]
    assert "form-action 'self' https://wallet.example;" in policy


def test_the_learner_refuses(logged_in: Stage) -> None:
    _, fields = consent(logged_in)
    told = answer_of(decided(logged_in, fields, "deny"))
    assert (told["error"], told["iss"]) == ("access_denied", ISSUER)
    assert "code" not in told


def test_what_is_not_chosen_is_not_given(logged_in: Stage) -> None:
    _, fields = consent(logged_in)
    nothing = decided(logged_in, {**fields, "award": []})
    assert nothing.status_code == 422
    somebody_elses = logged_in.told.credentials[2].award_id
    assert decided(logged_in, {**fields, "award": somebody_elses}).status_code == 422
    assert answer_of(decided(logged_in, fields))["code"]


def test_a_decision_is_taken_once(logged_in: Stage) -> None:
    _, fields = consent(logged_in)
    assert decided(logged_in, fields).status_code == 303
    assert decided(logged_in, fields).status_code == 400


def test_a_form_from_elsewhere_decides_nothing(logged_in: Stage) -> None:
    _, fields = consent(logged_in)
    assert decided(logged_in, {**fields, "form_token": "guessed"}).status_code == 403


def test_a_code_works_once_and_what_came_of_it_ends_with_a_second_try(logged_in: Stage) -> None:
    one = code(logged_in)
    access = token(logged_in, one).json()["access_token"]
    body = {"credential_configuration_id": LDP_VC}

    def credential() -> str:
        answer = logged_in.service.post("/oid4vci/credential", key=access, json=body)
        error: str = answer.json()["error"]
        return error

    assert credential() == "invalid_proof"
    assert token(logged_in, one).json()["error"] == "invalid_grant"
    assert credential() == "invalid_token"


def test_an_address_that_was_not_named_need_not_be_repeated(logged_in: Stage) -> None:
    for sent in (None, CALLBACK):
        unnamed = code(logged_in, redirect_uri=None)
        assert token(logged_in, unnamed, redirect_uri=sent).status_code == 200
    unnamed = code(logged_in, redirect_uri=None)
    other = token(logged_in, unnamed, redirect_uri="https://wallet.example/other")
    assert other.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"redirect_uri": None}, "invalid_grant"),
        ({"code_verifier": "x" * 43}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_grant"),
        ({"redirect_uri": "https://wallet.example/other"}, "invalid_grant"),
        ({"client_id": BACKPACK}, "invalid_client"),
        ({"client_id": BACKPACK, "client_secret": SECRET}, "invalid_grant"),
        ({"client_id": None}, "invalid_client"),
        ({"code": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "invalid_request"),
    ],
)
def test_a_code_is_of_no_use_to_others(
    logged_in: Stage, changes: dict[str, str | None], error: str
) -> None:
    answer = token(logged_in, code(logged_in), **changes)
    assert answer.json()["error"] == error
    assert answer.status_code == (401 if error == "invalid_client" else 400)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_id": "nobody"}, "invalid_client"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"request_uri": "urn:x"}, "invalid_request"),
        ({"state": "x" * 3000}, "invalid_request"),
        ({"scope": None, "authorization_details": "[{}]"}, "invalid_authorization_details"),
        ({"scope": None, "authorization_details": "no JSON"}, "invalid_authorization_details"),
        ({"scope": None, "authorization_details": "{}"}, "invalid_authorization_details"),
    ],
)
def test_a_wrong_request_is_refused_before_the_learner_sees_it(
    stage: Stage, changes: dict[str, str | None], error: str
) -> None:
    answer = pushed(stage, **changes)
    assert answer.json()["error"] == error


def test_a_client_with_a_secret_has_to_know_it(stage: Stage) -> None:
    assert pushed(stage, client_id=BACKPACK).status_code == 401
    assert pushed(stage, client_id=BACKPACK, client_secret="wrong").status_code == 401
    assert pushed(stage, client_id=BACKPACK, client_secret=SECRET).status_code == 201


@pytest.mark.parametrize("pair", [b"\0:secret", b"%00:secret", b"\xff\xfe:secret"])
def test_a_name_that_no_client_can_have_is_unknown(pair: bytes) -> None:
    header = f"Basic {base64.b64encode(pair).decode()}"
    with pytest.raises(OAuthError, match="invalid_client"):
        credentials_of({}, header)


def test_a_request_in_the_address_is_answered_there(stage: Stage) -> None:
    good = stage.service.get(f"/oauth/authorize?{urlencode(asked())}")
    assert good.headers["location"].startswith("/oauth/authorize?client_id=")
    # To an address that nobody registered nothing is sent.
    evil = asked(redirect_uri="https://evil.example/")
    answer = stage.service.get(f"/oauth/authorize?{urlencode(evil)}")
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_wrong_request_leads_a_learner_back_and_no_stranger_anywhere(logged_in: Stage) -> None:
    wrong = f"/oauth/authorize?{urlencode(asked(scope='everything'))}"
    assert answer_of(logged_in.service.get(wrong))["error"] == "invalid_scope"
    # Whoever registers a program could otherwise have our address lead to theirs.
    cookies = dict(logged_in.service.cookies)
    logged_in.service.cookies.clear()
    answer = logged_in.service.get(wrong)
    logged_in.service.cookies.update(cookies)
    assert answer.headers["location"].startswith("/login?then=%2Foauth%2Fauthorize")


def test_authorization_details_are_answered_with_identifiers(logged_in: Stage) -> None:
    details = [{"type": "openid_credential", "credential_configuration_id": LDP_VC}]
    wanted = {"scope": None, "authorization_details": json.dumps(details)}
    granted = token(logged_in, code(logged_in, **wanted)).json()
    [told] = granted["authorization_details"]
    award_id = logged_in.told.credentials[0].award_id
    assert told["credential_identifiers"] == [f"{LDP_VC}:{award_id}"]


def test_a_parameter_comes_once(stage: Stage) -> None:
    form = urlencode([*asked().items(), ("scope", LDP_VC)])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = stage.service.post("/oauth/par", content=form, headers=headers)
    assert answer.json()["error"] == "invalid_request"
    assert stage.service.post("/oauth/par", json=asked()).json()["error"] == "invalid_request"
