"""Every hostile answer to a request is refused in bounded time, and the request still waits."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.app.local_https import NOW
from tests.app.oid4vp.wallet import answer, learner_credential, presented, read_request
from tests.hostile.attack import MOST_BYTES, MOST_SECONDS, Target
from tests.hostile.wallet_answers import ANSWERS, Answered

Json = dict[str, Any]


def asked(target: Target, mode: str) -> tuple[Json, Json]:
    """Make a request; give it as its asker and as a wallet have it."""
    wanted = {"asker": "Podjetje", "response_mode": mode}
    made: Json = target.client.post("/verify/requests", json=wanted).json()
    return made, read_request(target.client, made["wallet_link"])


def told(target: Target, asked: Json, sent: Answered) -> str:
    """Send it, and write the answer as the table does."""
    path = urlsplit(asked["response_uri"]).path
    headers = {"Content-Type": sent.media_type}
    response = target.client.post(path, content=sent.body(asked), headers=headers)
    body = response.json()
    if "code" in body:
        return f"{response.status_code} {body['code']}"
    return f"{response.status_code} {body['error']}: {body['error_description']}"


@pytest.mark.parametrize("name", ANSWERS)
def test_it_is_refused_and_the_holder_can_still_answer(name: str, target: Target) -> None:
    sent = ANSWERS[name]
    request, read = asked(target, sent.mode)
    before = target.spent()
    assert told(target, read, sent).startswith(sent.expected)
    assert target.spent() - before < MOST_SECONDS
    assert {k: v for k, v in target.most_bytes().items() if v > MOST_BYTES} == {}
    state = target.client.get(urlsplit(request["url"]).path).json()
    assert state["state"] == "waiting"


def test_an_answer_counts_once_and_for_its_own_request_alone(target: Target) -> None:
    first, second = asked(target, "direct_post.jwt"), asked(target, "direct_post.jwt")
    signed = presented(first[1], learner_credential(), iat=int(NOW.timestamp()))
    vp_token = {"sd_jwt_vc": [signed]}
    assert answer(target.client, first[1], vp_token).status_code == 200
    again = answer(target.client, first[1], vp_token)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")
    assert answer(target.client, second[1], vp_token).status_code == 200
    judged = [
        target.client.get(urlsplit(made["url"]).path).json()["answer"]
        for made, _ in (first, second)
    ]
    assert [each["holder_proven"] for each in judged] == [True, False]
    causes = [(each["report"]["root_cause"] or {}).get("code") for each in judged]
    assert causes[1] == "PRESENTATION_CHALLENGE_MISMATCH"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_guesses_a_request(target: Target, method: str) -> None:
    for path in ("/openid4vp/requests/x", "/openid4vp/responses/x", "/verify/requests/x"):
        answered = target.client.request(
            method, path, data={"a": "b"} if method == "POST" else None
        )
        assert answered.status_code in {404, 405}


def test_a_wallets_nonce_has_an_end(target: Target) -> None:
    made, _ = asked(target, "direct_post")
    path = urlsplit(made["learner_url"]).path.replace("/present/", "/openid4vp/requests/")
    answered = target.client.post(path, data={"wallet_nonce": "n" * 10_000})
    assert answered.json()["code"] == "BAD_REQUEST"
