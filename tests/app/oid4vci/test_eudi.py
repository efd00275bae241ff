"""The credential issuer for wallets of the European framework, at an identifier of its own."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from app.demo.pki import DemoPki, new_demo_pki
from app.demo.pki.roles import token_certificate
from app.oauth.authorization import read_request
from app.oauth.errors import OAuthError
from app.oid4vci.configurations import COMMON, EUDI
from app.oid4vci.offers import Terms, make_offer
from tests.app.serving_https import HttpsService
from tests.peers import node
from verifier.json_reading import read_object
from verifier.limits import LIMITS
from verifier.multibase import base64url_encode
from verifier.securing.sd_jwt import read_sd_jwt

CONFIGURATION = "EudiLearningCredential_dc_sd_jwt"
WELL_KNOWN = "/.well-known/openid-credential-issuer"
PROVIDER_KEY = ec.derive_private_key(4711, ec.SECP256R1())
Json = dict[str, Any]


def provider(service: HttpsService, pki: DemoPki) -> Json:
    """Give a wallet's provider its key and certificate."""
    numbers = PROVIDER_KEY.private_numbers()
    public = numbers.public_numbers
    x, y, d = (
        base64url_encode(each.to_bytes(32, "big"))
        for each in (public.x, public.y, numbers.private_value)
    )
    point = b"\x04" + public.x.to_bytes(32, "big") + public.y.to_bytes(32, "big")
    now = service.services.clock.now()
    leaf = token_certificate(pki.authority, now, "Wallet", "https://wallet.example", point)
    chain = (leaf.public_bytes(Encoding.DER), pki.authority.der)
    return {
        "jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y, "d": d},
        "x5c": [base64.b64encode(each).decode() for each in chain],
    }


def offered(service: HttpsService, issuer: str = EUDI) -> str:
    services = service.services
    terms = Terms(ends=services.clock.now() + timedelta(hours=1), with_tx_code=False, issuer=issuer)
    with services.database.write() as connection:
        award = service.told.credentials[0].award_id
        return make_offer(connection, services, award, terms).link


@pytest.mark.parametrize("path", [f"{WELL_KNOWN}/eudi", f"/eudi{WELL_KNOWN}"])
def test_its_metadata_holds_nothing_that_its_wallets_refuse(
    service: HttpsService, path: str
) -> None:
    metadata = service.get(path).json()
    assert metadata["credential_issuer"] == f"{service.url}/eudi"
    assert set(metadata["credential_configurations_supported"]) == {CONFIGURATION}
    [configuration] = metadata["credential_configurations_supported"].values()
    assert configuration["format"] == "dc+sd-jwt"
    assert configuration["vct"] == "urn:eu.europa.ec.eudi:learning:credential:1"
    assert configuration["scope"] == CONFIGURATION
    assert configuration["cryptographic_binding_methods_supported"] == ["jwk"]
    assert set(configuration["proof_types_supported"]) == {"jwt"}
    for proof_type in configuration["proof_types_supported"].values():
        assert proof_type["key_attestations_required"] == {}
    # Announced without the other, its wallets refuse it.
    assert "credential_request_encryption" in metadata
    assert "credential_response_encryption" in metadata


def test_the_common_issuer_asks_for_no_attestations(service: HttpsService) -> None:
    metadata = service.get(WELL_KNOWN).json()
    assert CONFIGURATION not in metadata["credential_configurations_supported"]
    assert "key_attestations_required" not in str(metadata)


@pytest.mark.peers
def test_a_wallet_whose_provider_is_known_gets_a_copy_for_each_attested_key(
    service: HttpsService, wallets: node.NodePeers, wallets_authority: DemoPki
) -> None:
    asked = {"offer": offered(service), "configuration": CONFIGURATION, "binding": "jwk"}
    vouched = {"provider": provider(service, wallets_authority), "dpop": True, "copies": 2}
    received = wallets.call("openid4vc_receive", {**asked, **vouched})
    payloads = [
        read_object(read_sd_jwt(each, LIMITS).token.payload) for each in received["credentials"]
    ]
    assert [each["cnf"]["jwk"]["x"] for each in payloads] == [k["x"] for k in received["keys"]]
    assert {each["vct"] for each in payloads} == {"urn:eu.europa.ec.eudi:learning:credential:1"}
    headers = {"Content-Type": "text/plain"}
    [first, _] = received["credentials"]
    report = service.client.post("/verify", content=first, headers=headers).json()
    assert report["outcome"] == "passed", report["root_cause"]


@pytest.mark.peers
def test_others_get_nothing(
    service: HttpsService, wallets: node.NodePeers, wallets_authority: DemoPki
) -> None:
    stranger = provider(service, new_demo_pki(service.services.clock.now()))
    known = provider(service, wallets_authority)
    for given, error in (
        ({"provider": stranger, "dpop": True}, "invalid_proof"),
        ({"provider": known, "dpop": False}, "credential_request_denied"),
    ):
        asked = {"offer": offered(service), "configuration": CONFIGURATION, "binding": "jwk"}
        with pytest.raises(node.PeerError, match=error):
            wallets.call("openid4vc_receive", {**asked, **given})


@pytest.mark.peers
def test_what_it_offers_is_not_given_by_the_common_issuer(
    service: HttpsService, wallets: node.NodePeers
) -> None:
    asked = {"offer": offered(service, COMMON), "configuration": CONFIGURATION, "binding": "jwk"}
    with pytest.raises(node.PeerError):
        wallets.call("openid4vc_receive", asked)


def test_what_it_gives_is_asked_for_by_a_pushed_request_alone() -> None:
    form = {
        "client_id": "wallet",
        "response_type": "code",
        "code_challenge": "a" * 43,
        "code_challenge_method": "S256",
        "scope": CONFIGURATION,
    }
    pushed = read_request(form, "https://wallet.example/cb", was_pushed=True)
    assert pushed.scopes == (CONFIGURATION,)
    with pytest.raises(OAuthError, match="Push"):
        read_request(form, "https://wallet.example/cb", was_pushed=False)


def test_a_school_offers_it_by_the_api(service: HttpsService) -> None:
    credential = service.told.credentials[0].id
    secret = service.told.cast.keys["school", "issuer"].secret
    answer = service.client.post(
        f"/api/v1/credentials/{credential}/offers",
        headers={"Authorization": f"Bearer {secret}"},
        json={"eudi": True, "login": True, "by": "value", "tx_code": False},
    )
    offer = answer.json()["credential_offer"]
    assert offer["credential_issuer"] == f"{service.url}/eudi"
    assert offer["credential_configuration_ids"] == [CONFIGURATION]
    assert "authorization_code" in offer["grants"]
