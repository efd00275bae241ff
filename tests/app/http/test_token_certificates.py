"""The certificate of a school's key for tokens: asked for, made elsewhere, installed."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from app.clock import SystemClock
from app.db import profiles
from app.demo.certificates import give_certificates
from app.demo.pki import DemoPki, new_demo_pki
from app.demo.pki.roles import token_certificate
from issuer.token_status_list import token_list_url
from tests.app.staging import Stage

SLUG = "spts-zelena-dolina"
ISSUER = f"https://localhost:8000/profiles/{SLUG}"
NOW = SystemClock().now()
PKI: DemoPki = new_demo_pki(NOW)


def path_of(stage: Stage, ending: str = "") -> str:
    with stage.service.services.database.read() as connection:
        profile = profiles.by_slug(connection, SLUG)
    return f"/api/v1/profiles/{profile.id}/token-certificate{ending}"


def request_of(stage: Stage) -> x509.CertificateSigningRequest:
    answer = stage.service.get(path_of(stage, "/request"), key=stage.key("school", "admin"))
    assert answer.headers["content-type"] == "application/x-pem-file"
    return x509.load_pem_x509_csr(answer.content)


def certified(stage: Stage, issuer: str = ISSUER) -> x509.Certificate:
    """Certify the key of the school's request, as an authority would."""
    key = request_of(stage).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    numbers = key.public_numbers()
    point = b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
    return token_certificate(PKI.authority, NOW, "SPTŠ Zelena dolina", issuer, point)


def install(stage: Stage, *certificates: x509.Certificate) -> httpx.Response:
    text = "".join(each.public_bytes(Encoding.PEM).decode() for each in certificates)
    return put(stage, text)


def put(stage: Stage, text: str) -> httpx.Response:
    body = {"certificates": text}
    return stage.service.call("PUT", path_of(stage), key=stage.key("school", "admin"), json=body)


def header_of_list(stage: Stage) -> dict[str, Any]:
    url = token_list_url(stage.told.credentials[0].entries[0].list_url)
    return dict(jwt.get_unverified_header(stage.service.get(url[url.index("/token") :]).text))


def test_the_request_is_signed_by_the_key_and_asks_for_its_names(stage: Stage) -> None:
    request = request_of(stage)
    assert request.is_signature_valid
    names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == [ISSUER]
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    usage = request.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert not usage.key_cert_sign


def test_tokens_carry_it_without_the_root_from_then_on(stage: Stage) -> None:
    key = stage.key("school", "admin")
    assert stage.service.get(path_of(stage), key=key).status_code == 404
    assert "x5c" not in header_of_list(stage)
    leaf = certified(stage)
    answer = install(stage, PKI.root.certificate, PKI.authority.certificate, leaf)
    assert answer.status_code == 200, answer.text
    assert answer.json()["chain_length"] == 2
    assert stage.service.get(path_of(stage), key=key).json() == answer.json()
    header = header_of_list(stage)
    chain = [base64.b64decode(each) for each in header["x5c"]]
    assert chain == [leaf.public_bytes(Encoding.DER), PKI.authority.der]
    assert header["kid"] == answer.json()["key"]


def test_a_new_key_has_no_certificate_yet(stage: Stage) -> None:
    install(stage, certified(stage), PKI.authority.certificate)
    key = stage.key("school", "admin")
    rotate = path_of(stage).replace("token-certificate", "keys/rotate")
    assert stage.service.post(rotate, key=key).status_code == 201
    assert stage.service.get(path_of(stage), key=key).status_code == 404


def test_what_would_not_convince_is_refused(stage: Stage) -> None:
    for certificate, code in (
        (PKI.root.certificate, "CERTIFICATE_OF_OTHER_KEY"),
        (certified(stage, "https://other.example/profiles/x"), "CERTIFICATE_NAMES_OTHER"),
    ):
        answer = install(stage, certificate, PKI.authority.certificate)
        assert answer.status_code == 422
        assert answer.json()["faults"][0]["code"] == code
    assert "x5c" not in header_of_list(stage)


@pytest.mark.parametrize("text", ["nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END"])
def test_what_is_no_certificate_is_refused(stage: Stage, text: str) -> None:
    assert put(stage, text).status_code == 422


def test_only_administrators_may(stage: Stage) -> None:
    assert stage.service.get(path_of(stage), key=stage.key()).status_code == 403
    assert stage.service.get(path_of(stage, "/request")).status_code == 401


def test_a_demonstration_certifies_its_keys_and_leaves_others_certificates(stage: Stage) -> None:
    give_certificates(stage.service.services)
    header = header_of_list(stage)
    assert len(header["x5c"]) == 2
    give_certificates(stage.service.services)
    assert header_of_list(stage) == header, "a good certificate is not made anew"
    install(stage, certified(stage), PKI.authority.certificate)
    own = header_of_list(stage)
    give_certificates(stage.service.services)
    assert header_of_list(stage) == own != header
