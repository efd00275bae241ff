"""The credential endpoint: copies for keys that are shown, and each refusal in its words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.app.oid4vci.offering import CLOCK, OTHER_KEY, link, offered_of, refused
from tests.app.oid4vci.pocket_wallet import PocketWallet
from tests.app.staging import Stage
from tests.peers.node import NodePeers
from tests.verifier.makers import ec_jwk


def test_two_keys_get_two_copies_with_one_nonce_that_is_then_used(
    stage: Stage, wallet: PocketWallet
) -> None:
    token, nonce = wallet.token(link(stage)), wallet.nonce()
    proofs = [wallet.proof(nonce), PocketWallet(stage.service, OTHER_KEY).proof(nonce)]
    answer = wallet.ask(token, *proofs)
    assert answer.status_code == 200, answer.text
    subjects = [each["credential"]["credentialSubject"] for each in answer.json()["credentials"]]
    assert len({each["id"] for each in subjects}) == 2
    refused(wallet.ask(token, wallet.proof(nonce)), "invalid_nonce")
    # Asked again with a fresh nonce, the same key gets the same bytes.
    again = wallet.ask(token).json()["credentials"]
    assert again == answer.json()["credentials"][:1]


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": None}, {}),
        ({"typ": "JWT"}, {}),
        ({"alg": "none"}, {}),
        ({"alg": "ES384"}, {}),
        ({"jwk": None}, {}),
        ({"kid": "did:jwk:e30#0"}, {}),
        ({"jwk": None, "kid": "did:web:wallet.example#k"}, {}),
        ({"jwk": None, "x5c": ["AA=="]}, {}),
        ({"jwk": {"kty": "oct", "k": "AA"}}, {}),
        ({"jwk": ec_jwk(OTHER_KEY)}, {}),
        ({"crit": ["exp"]}, {}),
        ({}, {"aud": None}),
        ({}, {"aud": "https://other.example"}),
        ({}, {"aud": "http://localhost:8000/"}),
        ({}, {"iat": None}),
        ({}, {"iat": "now"}),
        ({}, {"iat": 0}),
        ({}, {"iat": 4e9}),
        ({}, {"exp": 1}),
        ({}, {"nbf": 4e9}),
        ({}, {"nonce": 7}),
        ({}, {"nonce": None}),
        ({}, {"iss": "did:example:me"}),
    ],
)
def test_a_proof_that_departs_is_refused(
    stage: Stage, wallet: PocketWallet, header: dict[str, Any], claims: dict[str, Any]
) -> None:
    token = wallet.token(link(stage))
    refused(wallet.ask(token, wallet.proof(header=header, claims=claims)), "invalid_proof")


@pytest.mark.peers
@pytest.mark.parametrize(
    ("suite", "kind"), [("eddsa-rdfc-2022", "Ed25519"), ("ecdsa-rdfc-2019", "P-256")]
)
def test_a_key_is_also_shown_by_a_presentation_without_credentials(
    stage: Stage, wallet: PocketWallet, node_peers: NodePeers, suite: str, kind: str
) -> None:
    token, nonce = wallet.token(link(stage)), wallet.nonce()

    def shown(**changes: str) -> dict[str, Any]:
        asked = {"challenge": nonce, "domain": "http://localhost:8000"} | changes
        made: dict[str, Any] = node_peers.call(
            "suites_present", {"suite": suite, "kind": kind, **asked}
        )
        return made

    good = shown()
    for bad in (
        shown(domain="http://other.example"),
        shown(created="2020-01-01T00:00:00Z"),
        {**good, "holder": "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"},
        {**good, "proof": {**good["proof"], "challenge": wallet.nonce()}},
        {**good, "proof": [good["proof"]]},
        {**good, "verifiableCredential": []},
        {},
        "text",
    ):
        refused(wallet.ask(token, proofs={"di_vp": [bad]}), "invalid_proof")
    answer = wallet.ask(token, proofs={"di_vp": [good]})
    assert answer.status_code == 200, answer.text
    [copy] = answer.json()["credentials"]
    assert copy["credential"]["credentialSubject"]["id"] == good["holder"]
    refused(wallet.ask(token, proofs={"di_vp": [good]}), "invalid_nonce")
    refused(wallet.ask(token, proofs={"jwt": [good]}), "invalid_proof")


def test_a_nonce_is_ours_fresh_and_unused(stage: Stage, wallet: PocketWallet) -> None:
    token = wallet.token(link(stage))
    made, _, mark = wallet.nonce().rpartition(".")
    later = made.replace(made.partition(".")[0], str(wallet.now + 60))
    for bad in ("x", "1.2.3", f"{later}.{mark}", mark, "\u0161"):
        refused(wallet.ask(token, wallet.proof(bad)), "invalid_nonce")
    old = wallet.nonce()
    CLOCK.ahead = timedelta(minutes=6)
    refused(wallet.ask(token, wallet.proof(old)), "invalid_nonce")


def test_a_named_client_names_itself_in_its_proofs(stage: Stage, wallet: PocketWallet) -> None:
    token = wallet.token(link(stage), client_id="wallet")
    refused(wallet.ask(token, wallet.proof(claims={"iss": "another"})), "invalid_proof")
    assert wallet.ask(token, wallet.proof(claims={"iss": "wallet"})).status_code == 200


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"credential_configuration_id": None}, "invalid_credential_request"),
        ({"credential_identifier": "x"}, "invalid_credential_request"),
        ({"credential_configuration_id": 7}, "invalid_credential_request"),
        ({"credential_configuration_id": "Diploma"}, "unknown_credential_configuration"),
        (
            {"credential_configuration_id": "EudiLearningCredential_dc_sd_jwt"},
            "credential_request_denied",
        ),
        (
            {"credential_configuration_id": None, "credential_identifier": "x"},
            "unknown_credential_identifier",
        ),
        ({"proofs": None}, "invalid_proof"),
        ({"proofs": {}}, "invalid_proof"),
        ({"proofs": {"jwt": []}}, "invalid_proof"),
        ({"proofs": {"jwt": "x"}}, "invalid_proof"),
        ({"proofs": {"jwt": [7]}}, "invalid_proof"),
        ({"proofs": {"jwt": ["x" * 20_000]}}, "invalid_proof"),
        ({"proofs": {"jwt": ["x"] * 11}}, "invalid_proof"),
        ({"proofs": {"jwt": ["x"], "di_vp": [{}]}}, "invalid_proof"),
        ({"proofs": {"attestation": ["x"]}}, "invalid_proof"),
        ({"proofs": None, "proof": {"proof_type": "jwt", "jwt": "x"}}, "invalid_proof"),
    ],
)
def test_a_request_is_read_strictly(
    stage: Stage, wallet: PocketWallet, body: dict[str, Any], error: str
) -> None:
    refused(wallet.ask(wallet.token(link(stage)), **body), error)


@pytest.mark.parametrize(
    "content", [b"", b"no JSON", b"[]", b'{"a":1,"a":2}', b"[" * 5000, b"\xff", b'"\\ud800"']
)
def test_what_is_no_request_is_refused(stage: Stage, wallet: PocketWallet, content: bytes) -> None:
    headers = {"Authorization": f"Bearer {wallet.token(link(stage))}"}
    for endpoint, error in (
        ("credential", "invalid_credential_request"),
        ("deferred", "invalid_credential_request"),
        ("notification", "invalid_notification_request"),
    ):
        answer = stage.service.post(f"/oid4vci/{endpoint}", content=content, headers=headers)
        refused(answer, error)


@pytest.mark.parametrize("endpoint", ["credential", "deferred", "notification"])
@pytest.mark.parametrize("scheme", [None, "Basic x", "Bearer", "Bearer x", "DPoP x"])
def test_without_an_access_token_nothing_is_given(
    stage: Stage, endpoint: str, scheme: str | None
) -> None:
    headers = {"Authorization": scheme} if scheme else {}
    answer = stage.service.post(f"/oid4vci/{endpoint}", json={}, headers=headers)
    refused(answer, "invalid_token", 401)
    assert "Bearer" in answer.headers["www-authenticate"]


def test_a_token_ends_and_one_of_a_revoked_credential_gives_nothing(
    stage: Stage, wallet: PocketWallet
) -> None:
    token = wallet.token(link(stage))
    CLOCK.ahead = timedelta(minutes=16)
    refused(wallet.ask(token), "invalid_token", 401)
    credential_id = stage.issue().json()["id"]
    revoked = wallet.token(offered_of(stage, credential_id)["offer_uri"])
    status = {"status": "revoked", "reason": "error"}
    path = f"/api/v1/credentials/{credential_id}/status"
    assert stage.service.post(path, key=stage.new_key("revoke"), json=status).status_code == 200
    refused(wallet.ask(revoked), "credential_request_denied")
