"""Offers, metadata and the token endpoint: what is given, and each refusal in its words."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest

from app.signed_reports.signer import published_key
from tests.app.oid4vci.offering import CLOCK, METADATA, link, offered, refused
from tests.app.oid4vci.pocket_wallet import LDP_VC, PRE_AUTHORIZED, PocketWallet
from tests.app.staging import Stage
from tests.peers.node import NodePeers


@pytest.mark.parametrize("place", ["inserted", "appended"])
@pytest.mark.parametrize("issuer", ["", "/eudi"])
def test_metadata_are_in_both_places_and_name_the_issuer(
    stage: Stage, place: str, issuer: str
) -> None:
    path = METADATA + issuer if place == "inserted" else issuer + METADATA
    answer = stage.service.get(path)
    assert answer.headers["access-control-allow-origin"] == "*"
    told = answer.json()
    assert told["credential_issuer"] == f"http://localhost:8000{issuer}"
    for configuration in told["credential_configurations_supported"].values():
        # Both or neither (section 12.2.4).
        assert configuration["cryptographic_binding_methods_supported"]
        assert configuration["proof_types_supported"]
        assert {each["locale"] for each in configuration["display"]} == {"sl", "en"}
    server = stage.service.get("/.well-known/oauth-authorization-server").json()
    assert told["authorization_servers"] == [server["issuer"]]
    assert server["pre-authorized_grant_anonymous_access_supported"] is True


@pytest.mark.peers
@pytest.mark.parametrize("issuer", ["", "/eudi"])
def test_metadata_are_signed_for_who_asks_for_it(
    stage: Stage, node_peers: NodePeers, issuer: str
) -> None:
    path = METADATA + issuer
    answer = stage.service.get(path, headers={"Accept": "application/jwt"})
    assert answer.headers["content-type"] == "application/jwt"
    certificate = stage.service.services.report_signer.certificate
    asked = {"jwt": answer.text, "jwk": published_key(certificate), "alg": "ES256"}
    opened = node_peers.call("jose_verify", asked)
    assert opened["header"]["typ"] == "openidvci-issuer-metadata+jwt"
    assert base64.b64decode(opened["header"]["x5c"][0]) == certificate
    claims = json.loads(opened["payload"])
    assert claims.pop("sub") == claims["credential_issuer"] == f"http://localhost:8000{issuer}"
    assert abs(claims.pop("iat") - CLOCK.now().timestamp()) < 60
    assert claims.pop("iss") == "http://localhost:8000"
    assert claims == stage.service.get(path, headers={"Accept": "*/*"}).json()


def test_an_offer_gives_a_fresh_code_each_time_until_it_ends(
    stage: Stage, wallet: PocketWallet
) -> None:
    made = offered(stage, minutes=10)
    first, second = (wallet.opened(made["offer_uri"]) for _ in range(2))
    assert first["credential_issuer"] == "http://localhost:8000"
    assert LDP_VC in first["credential_configuration_ids"]
    codes = {each["grants"][PRE_AUTHORIZED]["pre-authorized_code"] for each in (first, second)}
    assert len(codes) == 2
    assert "tx_code" not in first["grants"][PRE_AUTHORIZED]
    CLOCK.ahead = timedelta(minutes=11)
    assert stage.service.get(made["credential_offer_uri"]).status_code == 404


def test_only_the_school_s_issuer_offers_its_credentials(stage: Stage) -> None:
    path = f"/api/v1/credentials/{stage.told.credentials[0].id}/offers"
    assert stage.service.post(path, json={}).status_code == 401
    assert stage.service.post(path, key=stage.key("university"), json={}).status_code == 404
    assert stage.service.post(path, key=stage.key(role="author"), json={}).status_code == 403
    revoked = f"/api/v1/credentials/{stage.told.credentials[1].id}/offers"
    assert stage.service.post(revoked, key=stage.key(), json={}).json()["code"] == "WRONG_STATE"
    wrong = {"configurations": ["Diploma"]}
    assert stage.service.post(path, key=stage.key(), json=wrong).status_code == 400


def test_a_code_is_redeemed_once_and_ends_soon(stage: Stage, wallet: PocketWallet) -> None:
    code = wallet.code(link(stage))
    granted = wallet.redeem(code).json()
    assert granted["token_type"] == "Bearer"
    assert not {"c_nonce", "refresh_token", "authorization_details"} & set(granted)
    refused(wallet.redeem(code), "invalid_grant")
    late = wallet.code(link(stage))
    CLOCK.ahead = timedelta(minutes=6)
    refused(wallet.redeem(late), "invalid_grant")


def test_the_transaction_code_is_asked_for_and_may_be_mistyped(
    stage: Stage, wallet: PocketWallet
) -> None:
    made = offered(stage, tx_code=True)
    asked = wallet.opened(made["offer_uri"])["grants"][PRE_AUTHORIZED]["tx_code"]
    assert (asked["input_mode"], asked["length"]) == ("numeric", len(made["tx_code"]))
    code = wallet.code(made["offer_uri"])
    refused(wallet.redeem(code), "invalid_request")
    refused(wallet.redeem(code, tx_code="wrong"), "invalid_grant")
    assert wallet.redeem(code, tx_code=made["tx_code"]).status_code == 200
    without = wallet.code(link(stage))
    refused(wallet.redeem(without, tx_code="123456"), "invalid_request")
    # Unknown parameters are ignored, and some wallets say it twice.
    assert wallet.redeem(without, user_pin="123456", resource="x").status_code == 200


def test_five_wrong_transaction_codes_kill_the_offer(stage: Stage, wallet: PocketWallet) -> None:
    made = offered(stage, tx_code=True)
    spare = wallet.code(made["offer_uri"])
    for _ in range(5):
        # A fresh code each time does not give more tries.
        refused(wallet.redeem(wallet.code(made["offer_uri"]), tx_code="000"), "invalid_grant")
    refused(wallet.redeem(spare, tx_code=made["tx_code"]), "invalid_grant")
    assert stage.service.get(made["credential_offer_uri"]).status_code == 404


@pytest.mark.parametrize("code", ["", "x", "x" * 5000, "\u0161", "a b"])
def test_what_is_no_code_is_refused(wallet: PocketWallet, code: str) -> None:
    refused(wallet.redeem(code), "invalid_grant" if code else "invalid_request")


def test_identifiers_are_told_to_who_asks_by_details(stage: Stage, wallet: PocketWallet) -> None:
    details = [{"type": "openid_credential", "credential_configuration_id": LDP_VC}]
    form = {"authorization_details": json.dumps(details)}
    answer = wallet.redeem(wallet.code(link(stage)), **form).json()
    [identifier] = answer["authorization_details"][0]["credential_identifiers"]
    token = answer["access_token"]
    refused(wallet.ask(token), "invalid_credential_request")
    unknown = {"credential_configuration_id": None, "credential_identifier": "another"}
    refused(wallet.ask(token, **unknown), "unknown_credential_identifier")
    named = {"credential_configuration_id": None, "credential_identifier": identifier}
    assert wallet.ask(token, **named).status_code == 200
