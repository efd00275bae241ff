"""What comes after a request: waiting, telling, bound tokens, and no secret left lying."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.db.tables import metadata
from tests.app.oid4vci.offering import CLOCK, OTHER_KEY, link, offered, refused
from tests.app.oid4vci.pocket_wallet import PocketWallet
from tests.app.staging import Stage
from verifier.multibase import base64url_encode


@pytest.fixture
def proposed(stage: Stage) -> dict[str, Any]:
    """Propose an award that is not approved yet."""
    learner = {"name": "Tina Kos", "email": f"{stage.service.services.ids.new_id()}@example.com"}
    body = stage.order(learner=learner)
    answer = stage.service.post("/api/v1/awards", key=stage.key(), json=body)
    assert answer.status_code == 201, answer.text
    award: dict[str, Any] = answer.json()
    return award


def waiting(
    stage: Stage, wallet: PocketWallet, award: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """Ask for the credential of an award that is not issued; give the tokens and transaction."""
    path = f"/api/v1/awards/{award['id']}/offers"
    made = stage.service.post(path, key=stage.key(), json={"tx_code": False}).json()
    tokens = wallet.redeem(wallet.code(made["offer_uri"])).json()
    answer = wallet.ask(tokens["access_token"])
    assert answer.status_code == 202, answer.text
    assert answer.json()["interval"] > 0
    return tokens, answer.json()["transaction_id"]


def come_back(stage: Stage, token: str, transaction_id: str) -> Any:  # noqa: ANN401 - httpx's
    body = {"transaction_id": transaction_id}
    return stage.service.post("/oid4vci/deferred", key=token, json=body)


def test_an_offer_that_is_withdrawn_ends_with_all_that_came_of_it(
    stage: Stage, wallet: PocketWallet, proposed: dict[str, Any]
) -> None:
    path = f"/api/v1/awards/{proposed['id']}/offers"
    made, other = (
        stage.service.post(path, key=stage.key(), json={"tx_code": False}).json() for _ in range(2)
    )
    code, spare = (wallet.code(made["offer_uri"]) for _ in range(2))
    tokens = wallet.redeem(code).json()
    assert wallet.ask(tokens["access_token"]).status_code == 202
    for _ in range(2):
        withdrawn = stage.service.call("DELETE", f"/api/v1/offers/{made['id']}", key=stage.key())
        assert withdrawn.status_code == 204
    assert stage.service.get(made["credential_offer_uri"]).status_code == 404
    refused(wallet.redeem(spare), "invalid_grant")
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    refused(stage.service.post("/oauth/token", data=refresh), "invalid_grant")
    refused(wallet.ask(tokens["access_token"]), "invalid_token", 401)
    assert wallet.redeem(wallet.code(other["offer_uri"])).status_code == 200, "only that one"


def test_what_is_not_approved_yet_is_given_when_it_is_issued(
    stage: Stage, wallet: PocketWallet, proposed: dict[str, Any]
) -> None:
    tokens, transaction_id = waiting(stage, wallet, proposed)
    still = come_back(stage, tokens["access_token"], transaction_id)
    assert (still.status_code, still.json()["transaction_id"]) == (202, transaction_id)
    path = f"/api/v1/awards/{proposed['id']}"
    approved = stage.service.post(f"{path}/approve", key=stage.key("school", "issuer"))
    assert approved.status_code == 200, approved.text
    assert stage.service.post(f"{path}/issue", key=stage.key()).status_code == 201
    # Days later the access token has ended; the refresh token brings another one.
    CLOCK.ahead = timedelta(days=3)
    refused(come_back(stage, tokens["access_token"], transaction_id), "invalid_token", 401)
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    fresh = stage.service.post("/oauth/token", data=form).json()["access_token"]
    answer = come_back(stage, fresh, transaction_id)
    assert answer.status_code == 200, answer.text
    [copy] = answer.json()["credentials"]
    assert copy["credential"]["credentialSubject"]["id"].startswith("did:jwk:")
    refused(come_back(stage, fresh, transaction_id), "invalid_transaction_id")


def test_what_is_declined_will_never_be_given(
    stage: Stage, wallet: PocketWallet, proposed: dict[str, Any]
) -> None:
    tokens, transaction_id = waiting(stage, wallet, proposed)
    path = f"/api/v1/awards/{proposed['id']}/decline"
    declined = stage.service.post(path, key=stage.key(), json={"reason": "Napaka."})
    assert declined.status_code == 200, declined.text
    answer = come_back(stage, tokens["access_token"], transaction_id)
    refused(answer, "credential_request_denied")


def test_a_transaction_is_its_wallet_s(
    stage: Stage, wallet: PocketWallet, proposed: dict[str, Any]
) -> None:
    _, transaction_id = waiting(stage, wallet, proposed)
    refused(come_back(stage, wallet.token(link(stage)), transaction_id), "invalid_transaction_id")


def test_a_wallet_tells_what_became_of_its_copies_as_often_as_it_likes(
    stage: Stage, wallet: PocketWallet
) -> None:
    token = wallet.token(link(stage))
    told = {
        "notification_id": wallet.ask(token).json()["notification_id"],
        "event": "credential_accepted",
    }

    def tell(token: str, **changes: str) -> Any:  # noqa: ANN401 - httpx's
        return stage.service.post("/oid4vci/notification", key=token, json=told | changes)

    assert [tell(token).status_code for _ in range(2)] == [204, 204]
    refused(tell(token, event="lost"), "invalid_notification_request")
    refused(tell(token, notification_id="x"), "invalid_notification_id")
    refused(tell(wallet.token(link(stage))), "invalid_notification_id")


def test_a_bound_token_is_of_no_use_without_its_key(stage: Stage, wallet: PocketWallet) -> None:
    code = wallet.code(link(stage))
    answer = wallet.redeem(code, headers={"DPoP": wallet.dpop("/oauth/token")}).json()
    assert answer["token_type"] == "DPoP"
    token = answer["access_token"]
    ath = base64url_encode(hashlib.sha256(token.encode()).digest())
    path = "/oid4vci/credential"
    thief = PocketWallet(stage.service, OTHER_KEY)

    def ask(proof: str | None, scheme: str = "DPoP") -> Any:  # noqa: ANN401 - httpx's
        headers = {"Authorization": f"{scheme} {token}"} | ({"DPoP": proof} if proof else {})
        return wallet.ask(token, headers=headers)

    refused(ask(None), "invalid_token", 401)
    refused(ask(None, "Bearer"), "invalid_token", 401)
    refused(ask(thief.dpop(path, ath=ath)), "invalid_token", 401)
    for bad in (
        {"ath": "x"},
        {"ath": ath, "htm": "GET"},
        {"ath": ath, "htu": "http://localhost:8000/other"},
        {"ath": ath, "iat": 0},
        {"ath": ath, "jti": 7},
    ):
        refused(ask(wallet.dpop(path, **bad)), "invalid_dpop_proof", 401)
    good = wallet.dpop(path, ath=ath)
    assert ask(good).status_code == 200
    refused(ask(good), "invalid_dpop_proof", 401)


def test_a_proof_that_is_none_gets_no_token(stage: Stage, wallet: PocketWallet) -> None:
    code = wallet.code(link(stage))
    for proof in ("x", "x" * 10_000, wallet.proof(), wallet.dpop("/other")):
        refused(wallet.redeem(code, headers={"DPoP": proof}), "invalid_dpop_proof")
    assert wallet.redeem(code).status_code == 200


def test_no_code_or_token_is_kept_or_logged(
    stage: Stage, wallet: PocketWallet, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    made = offered(stage, tx_code=True)
    code = wallet.code(made["offer_uri"])
    tokens = wallet.redeem(code, tx_code=made["tx_code"], client_id="did:example:ana").json()
    nonce = wallet.nonce()
    proof = wallet.proof(nonce)
    answer = wallet.ask(tokens["access_token"], proof).json()
    secret = made["credential_offer_uri"].rpartition("/")[2]
    secrets = [secret, code, tokens["access_token"], nonce, proof, answer["notification_id"]]
    secrets.append("did:example:ana")  # not the six digits: they also come about by chance
    with stage.service.services.database.read() as connection:
        rows = [row for t in metadata.sorted_tables for row in connection.execute(select(t))]
    kept = " ".join(str(value) for row in rows for value in row)
    # The test's own client logs addresses; the service does not.
    records = [record for record in caplog.records if record.name != "httpx"]
    logged = " ".join(record.getMessage() for record in records)
    assert "/oid4vci/offers/{secret}" in logged
    assert [each for each in secrets if each in kept] == []
    assert [each for each in secrets if each in logged] == []
