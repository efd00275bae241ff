"""Requests and answers that are encrypted where the wallet wants so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.app.oid4vci.offering import METADATA, OTHER_KEY, link, refused
from tests.app.oid4vci.pocket_wallet import LDP_VC, PocketWallet
from tests.app.staging import Stage
from tests.peers.node import NodePeers
from tests.verifier.makers import ec_jwk
from verifier.multibase import base64url_encode

ANSWER_KEY = {
    **ec_jwk(OTHER_KEY),
    "d": base64url_encode((4711).to_bytes(32, "big")),
    "alg": "ECDH-ES",
    "kid": "mine",
}
ANSWER_JWK = {name: value for name, value in ANSWER_KEY.items() if name != "d"}


def sent_encrypted(
    stage: Stage, peers: NodePeers, token: str, body: dict[str, Any], enc: str = "A256GCM"
) -> Any:  # noqa: ANN401 - httpx's
    """Send a request that jose has encrypted."""
    told = stage.service.get(METADATA).json()["credential_request_encryption"]
    assert enc in told["enc_values_supported"]
    [jwk] = told["jwks"]["keys"]
    header = {"alg": jwk["alg"], "enc": enc, "kid": jwk["kid"]}
    asked = {"plain": json.dumps(body), "jwk": jwk, "header": header}
    jwe = peers.call("jose_encrypt", asked)["jwe"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/jwt"}
    return stage.service.post("/oid4vci/credential", content=jwe, headers=headers)


@pytest.mark.peers
@pytest.mark.parametrize("enc", ["A128GCM", "A256GCM"])
def test_request_and_answer_are_encrypted_where_the_wallet_wants_so(
    stage: Stage, wallet: PocketWallet, node_peers: NodePeers, enc: str
) -> None:
    body = {
        "credential_configuration_id": LDP_VC,
        "proofs": {"jwt": [wallet.proof()]},
        "credential_response_encryption": {"jwk": ANSWER_JWK, "enc": enc},
    }
    answer = sent_encrypted(stage, node_peers, wallet.token(link(stage)), body, enc)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/jwt")
    asked = {"jwe": answer.text, "jwk": ANSWER_KEY, "alg": "ECDH-ES"}
    opened = node_peers.call("jose_decrypt", asked)
    assert opened["header"]["kid"] == "mine"
    assert len(json.loads(opened["plain"])["credentials"]) == 1
    plain = {**body, "proofs": {"jwt": [wallet.proof()]}}
    del plain["credential_response_encryption"]
    token = wallet.token(link(stage))
    assert sent_encrypted(stage, node_peers, token, plain).json()["credentials"]


@pytest.mark.parametrize(
    "asked",
    [
        {"jwk": ANSWER_JWK, "enc": "A256GCM"},
        {"jwk": ANSWER_JWK},
        "A256GCM",
    ],
)
def test_an_encrypted_answer_is_not_given_to_a_plain_request(
    stage: Stage,
    wallet: PocketWallet,
    asked: Any,  # noqa: ANN401 - JSON
) -> None:
    answer = wallet.ask(wallet.token(link(stage)), credential_response_encryption=asked)
    refused(answer, "invalid_encryption_parameters")


@pytest.mark.peers
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"jwk": ANSWER_JWK, "enc": "A128CBC-HS256"},
        {"jwk": ANSWER_JWK, "enc": "A256GCM", "zip": "DEF"},
        {"jwk": {**ANSWER_JWK, "alg": "RSA-OAEP"}, "enc": "A256GCM"},
        {"jwk": ANSWER_KEY, "enc": "A256GCM"},
        {"jwk": {"kty": "oct", "k": "AA"}, "enc": "A256GCM"},
    ],
)
def test_the_key_for_an_answer_is_a_public_one_of_the_kind_that_is_listed(
    stage: Stage, wallet: PocketWallet, node_peers: NodePeers, asked: dict[str, Any]
) -> None:
    body = {
        "credential_configuration_id": LDP_VC,
        "proofs": {"jwt": [wallet.proof()]},
        "credential_response_encryption": asked,
    }
    answer = sent_encrypted(stage, node_peers, wallet.token(link(stage)), body)
    refused(answer, "invalid_encryption_parameters")


@pytest.mark.parametrize("content", [b"", b"x", b"a.b.c.d.e", b"\xff", b"." * 4])
def test_what_is_not_encrypted_to_us_is_refused(
    stage: Stage, wallet: PocketWallet, content: bytes
) -> None:
    headers = {
        "Authorization": f"Bearer {wallet.token(link(stage))}",
        "Content-Type": "application/jwt",
    }
    answer = stage.service.post("/oid4vci/credential", content=content, headers=headers)
    refused(answer, "invalid_encryption_parameters")
