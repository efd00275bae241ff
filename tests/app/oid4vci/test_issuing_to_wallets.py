"""The credential issuer, endpoint by endpoint: what is given, and each refusal in its words."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from app.clock import SystemClock
from app.db.tables import metadata
from app.demo.story import Told
from app.signed_reports.signer import published_key
from tests.app.oid4vci.pocket_wallet import LDP_VC, PRE_AUTHORIZED, PocketWallet
from tests.app.staging import Stage, staged
from tests.peers.node import NodePeers
from tests.verifier.makers import ec_jwk
from verifier.multibase import base64url_encode

METADATA = "/.well-known/openid-credential-issuer"
OTHER_KEY = ec.derive_private_key(4711, ec.SECP256R1())


class MovedClock:
    """The machine's clock, which a test puts forward."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        """Give the present moment, as far ahead as the test wants."""
        return SystemClock().now() + self.ahead


CLOCK = MovedClock()


@pytest.fixture(scope="module")
def stage(seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the service with its demonstration."""
    template, told = seeded
    file = tmp_path_factory.mktemp("wallets") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told, clock=CLOCK) as stage:
        yield stage


@pytest.fixture(autouse=True)
def _on_time() -> Iterator[None]:
    yield
    CLOCK.ahead = timedelta(0)


@pytest.fixture(scope="module")
def wallet(stage: Stage) -> PocketWallet:
    """Give a wallet."""
    return PocketWallet(stage.service)


def offered(stage: Stage, place: int = 0, **wish: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Let the school offer a credential of the demonstration."""
    credential = stage.told.credentials[place]
    path = f"/api/v1/credentials/{credential.id}/offers"
    answer = stage.service.post(path, key=stage.key(), json={"tx_code": False, **wish})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def link(stage: Stage, **wish: Any) -> str:  # noqa: ANN401 - JSON
    offer_uri: str = offered(stage, **wish)["offer_uri"]
    return offer_uri


# --- metadata and offers -------------------------------------------------------------------------


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
    wrong = {"configurations": ["Diploma"]}
    assert stage.service.post(path, key=stage.key(), json=wrong).status_code == 400


# --- token ---------------------------------------------------------------------------------------


def refused(answer: Any, error: str, status: int = 400) -> None:  # noqa: ANN401 - httpx's
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert answer.headers["cache-control"] == "no-store"


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


# --- credential ----------------------------------------------------------------------------------


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
    revoked = wallet.token(link(stage, place=1))
    refused(wallet.ask(revoked), "credential_request_denied")


# --- deferred ------------------------------------------------------------------------------------


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


# --- notification --------------------------------------------------------------------------------


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


# --- DPoP ----------------------------------------------------------------------------------------


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


# --- encryption ----------------------------------------------------------------------------------

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


# --- secrets -------------------------------------------------------------------------------------


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
