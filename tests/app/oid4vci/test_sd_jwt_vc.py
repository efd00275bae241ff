"""Credo receives learning credentials; foreign programs and ours judge them, revoked ones too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.credential_status import change_status
from app.demo.authorities import root_certificate
from app.demo.certificates import give_certificates
from issuer.model.credential import CredentialStatus
from issuer.sd_jwt_vc.identifier import metadata_url
from tests.app.oid4vci.test_wallets import offered
from tests.app.serving_https import HttpsService
from tests.peers import node, sd_jwt_python
from tests.peers.openvc import Openvc
from verifier.json_reading import read_object
from verifier.limits import LIMITS
from verifier.securing.sd_jwt import read_sd_jwt

pytestmark = pytest.mark.peers

LEARNING = "LearningCredential_dc_sd_jwt"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def root(service: HttpsService) -> str:
    """Give the demonstration's keys their certificates, and the root above them as PEM."""
    give_certificates(service.services)
    with service.services.database.read() as connection:
        der = root_certificate(connection)
    assert der is not None
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()


@pytest.fixture(scope="module")
def credo(wallets: node.NodePeers, root: str) -> Callable[..., Json]:
    """Ask the wallet, which believes the demonstration's authority."""

    def asked(program: str, **request: Any) -> Json:  # noqa: ANN401
        wallet = {"wallet": "learner", "trusted": [root]}
        told: Json = wallets.call(f"credo_{program}", {**wallet, **request})
        return told

    return asked


def receive(service: HttpsService, credo: Callable[..., Json], place: int, copies: int = 1) -> Json:
    offer = offered(service, place=place, with_tx_code=True)
    return credo("receive", **offer, configuration=LEARNING, copies=copies)


def payload_of(credential: str) -> Json:
    return dict(read_object(read_sd_jwt(credential, LIMITS).token.payload))


def key_of(service: HttpsService, token: str) -> Json:
    """Find the key of a token among those its issuer publishes."""
    issuer = jwt.decode(token.partition("~")[0], options={"verify_signature": False})["iss"]
    keys = service.get(urlsplit(metadata_url(issuer)).path).json()["jwks"]["keys"]
    kid = jwt.get_unverified_header(token.partition("~")[0])["kid"]
    return next(dict(key) for key in keys if key["kid"] == kid)


def verdict(service: HttpsService, credential: str) -> Json:
    headers = {"Content-Type": "text/plain"}
    report: Json = service.client.post("/verify", content=credential, headers=headers).json()
    return report


def openvc_word(service: HttpsService, openvc: Openvc, credential: str) -> str:
    payload = payload_of(credential)
    urls = [metadata_url(payload["iss"]), payload["status"]["status_list"]["uri"]]
    files = {url: service.get(urlsplit(url).path).text for url in urls}
    now = service.services.clock.now().isoformat()
    return openvc.verify(credential, now=now, files=files, contexts={}).word


def listed_value(service: HttpsService, node_peers: node.NodePeers, credential: str) -> int:
    """Ask @sd-jwt/jwt-status-list."""
    uri = payload_of(credential)["status"]["status_list"]["uri"]
    files = {uri: service.get(urlsplit(uri).path).text}
    asked = {"credential": credential.partition("~")[0], "files": files}
    return int(node_peers.call("token_status_list_read", asked)["value"])


def test_credo_receives_a_copy_for_each_of_two_keys(
    service: HttpsService, credo: Callable[..., Json]
) -> None:
    received = receive(service, credo, 0, copies=2)
    assert received["configuration"] == LEARNING
    assert received["notified"]
    assert received["typeMetadata"]["vct"] == f"{service.url}/vct/micro-credential/1"
    payloads = [payload_of(each) for each in received["credentials"]]
    assert payloads[0]["cnf"] != payloads[1]["cnf"]
    assert payloads[0]["jti"] == payloads[1]["jti"]
    for each in received["credentials"]:
        header = jwt.get_unverified_header(each.partition("~")[0])
        assert header["typ"] == "dc+sd-jwt"
        assert len(header["x5c"]) == 2, "the certificate, the authority above it, and no root"


def test_a_strict_wallet_receives_it_bound_to_bare_keys(
    service: HttpsService, wallets: node.NodePeers
) -> None:
    asked = {**offered(service, with_tx_code=True), "configuration": LEARNING, "binding": "jwk"}
    received = wallets.call("openid4vc_receive", {**asked, "copies": 2})
    bound = [payload_of(each)["cnf"]["jwk"] for each in received["credentials"]]
    assert [each["x"] for each in bound] == [each["x"] for each in received["keys"]]
    assert all(set(each) == {"kty", "crv", "x", "y"} for each in bound)
    assert received["nonceReuse"] == "invalid_nonce"
    assert received["secondRedemption"] == "invalid_grant"


def test_every_program_believes_it(
    service: HttpsService, credo: Callable[..., Json], openvc: Openvc, node_peers: node.NodePeers
) -> None:
    [text] = receive(service, credo, 0)["credentials"]
    report = verdict(service, text)
    assert report["outcome"] == "passed", report["root_cause"]
    assert {each["outcome"] for each in report["findings"]} == {"passed"}
    assert report["issuer"]["name_known_here"], report["issuer"]
    assert credo("verify", credential=text)["verified"]
    assert openvc_word(service, openvc, text) == "passes"
    python = sd_jwt_python.ask({"program": "verify", "sd_jwt": text, "jwk": key_of(service, text)})
    assert python["payload"]["family_name"] in report["credential"]["learner_name"]
    assert listed_value(service, node_peers, text) == 0


def test_every_program_learns_that_it_was_revoked(
    service: HttpsService, credo: Callable[..., Json], openvc: Openvc, node_peers: node.NodePeers
) -> None:
    [text] = receive(service, credo, 2)["credentials"]
    actor, credential = service.told.cast.actor("school", "issuer"), service.told.credentials[2]
    change_status(service.services, actor, credential.id, CredentialStatus.REVOKED, "Preizkus.")
    report = verdict(service, text)
    assert (report["outcome"], report["root_cause"]["code"]) == ("failed", "REVOKED")
    refused = credo("verify", credential=text)
    assert not refused["verified"]
    assert "status" in refused["error"].lower(), refused
    assert openvc_word(service, openvc, text) == "revoked"
    assert listed_value(service, node_peers, text) == 1
