"""Foreign wallets answer our requests over https: what they present is what we issued."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from app.holder_copies.issuing import copy_for
from issuer.holder_binding import Holder, holder_of_jwk, holder_of_method
from issuer.model.holder_copy import Channel, CopyFormat
from tests.app.serving_https import HttpsService, serving_https
from tests.peers import node
from tests.verifier.certificates import AUTHORITY_KEY, YEAR, certificate
from tests.verifier.makers import EC_KEY, NOW

pytestmark = pytest.mark.peers

Json = dict[str, Any]
LONG = NOW + 50 * YEAR  # the wallet's clock is the machine's
PREFIXES = ("x509_san_dns", "x509_hash", "decentralized_identifier", "redirect_uri")
MODES = ("direct_post", "direct_post.jwt")


def pem(der: bytes) -> str:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()


ROOT = certificate(
    "CA", "CA", key=AUTHORITY_KEY, signed_by=AUTHORITY_KEY, authority=True, ends=LONG
)
LEAF = certificate(
    "Verifier",
    "CA",
    key=EC_KEY,
    signed_by=AUTHORITY_KEY,
    names=[x509.DNSName("localhost")],
    ends=LONG,
)


@pytest.fixture(scope="module")
def service(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HttpsService]:
    """Run the service behind TLS, with a certificate that wallets know it by."""
    folder = tmp_path_factory.mktemp("https")
    leaf, root = (x509.load_der_x509_certificate(each) for each in (LEAF, ROOT))
    held = serialize_key_and_certificates(b"verifier", EC_KEY, leaf, [root], NoEncryption())
    file = folder / "verifier.p12"
    file.write_bytes(held)
    with serving_https(migrated_sqlite, folder, openid4vp_key_file=file) as running:
        yield running


@pytest.fixture(scope="module")
def wallets(service: HttpsService) -> Iterator[node.NodePeers]:
    """Start the foreign wallets, which believe the service's certificate."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with node.running_wallets(service.certificate) as running:
        yield running


def asked(service: HttpsService, **changes: Any) -> Json:  # noqa: ANN401 - any JSON
    made = service.client.post("/verify/requests", json={"asker": "Podjetje d.o.o."} | changes)
    assert made.status_code == 201, made.text
    told: Json = made.json()
    return told


def copy_of(service: HttpsService, holder: Holder, form: CopyFormat) -> str:
    """Give a wallet its copy of the demonstration's credential."""
    credential = service.told.credentials[0].id
    copy = copy_for(
        service.services, credential, holder=holder, copy_format=form, channel=Channel.OID4VCI
    )
    assert copy.signed is not None
    return copy.signed.body.decode()


@pytest.fixture(scope="module")
def credo(service: HttpsService, wallets: node.NodePeers) -> Json:
    """Give a wallet of Credo its copy, and its name."""
    name = {"wallet": "asked", "trusted": [pem(ROOT)]}
    [key] = wallets.call("credo_ready", name)["keys"]
    holder = holder_of_jwk({name: key[name] for name in ("kty", "crv", "x", "y")})
    credential = copy_of(service, holder, CopyFormat.EUDI_SD_JWT_VC)
    wallets.call("credo_keep", {**name, "credential": credential, "key": key["kid"]})
    return name


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_credo_presents_its_learning_credential(
    service: HttpsService, wallets: node.NodePeers, credo: Json, prefix: str, mode: str
) -> None:
    request = asked(
        service,
        level={"framework": "eqf", "at_least": 2},
        client_id_prefix=prefix,
        response_mode=mode,
    )
    presented = wallets.call("credo_present", {**credo, "request": request["wallet_link"]})
    assert presented["ok"], presented
    told = service.get(request["url"]).json()
    assert told["state"] == "answered"
    answer = told["answer"]
    assert answer["result"] == "met", (answer["conditions"], answer["report"]["root_cause"])
    assert answer["holder_proven"]


@pytest.fixture(scope="module")
def badges(service: HttpsService, wallets: node.NodePeers) -> Json:
    """Give a strict wallet its copies as badges, by format."""
    keys = wallets.call("openid4vp_ready", {"wallet": "badges"})
    wallets.call("openid4vp_ready", {"wallet": "thief"})
    forms = {"ldp_vc": CopyFormat.LDP_VC, "jwt_vc_json": CopyFormat.JWT_VC_JSON}
    held = {}
    for name, form in forms.items():
        holder = holder_of_method(keys[name], now=service.services.clock.now())
        body = copy_of(service, holder, form)
        held[name] = json.loads(body) if form is CopyFormat.LDP_VC else body
    return held


@pytest.mark.parametrize(
    "case",
    [
        ("ldp_vc", "x509_san_dns", "direct_post"),
        ("ldp_vc", "decentralized_identifier", "direct_post.jwt"),
        ("jwt_vc_json", "x509_hash", "direct_post.jwt"),
        ("jwt_vc_json", "redirect_uri", "direct_post"),
    ],
)
def test_a_strict_wallet_presents_badges(
    service: HttpsService, wallets: node.NodePeers, badges: Json, case: tuple[str, str, str]
) -> None:
    form, prefix, mode = case
    issuer = badges["ldp_vc"]["issuer"]["id"]
    request = asked(service, issuer=issuer, client_id_prefix=prefix, response_mode=mode)
    called = {"wallet": "badges", "format": form, "credential": badges[form]}
    presented = wallets.call("openid4vp_present", {**called, "request": request["wallet_link"]})
    assert presented["status"] == 200, presented["body"]
    assert presented["clientId"] == request["client_id"]
    assert presented["mode"] == mode
    answer = service.get(request["url"]).json()["answer"]
    cause = [each["root_cause"] for each in answer["report"]["credentials"]]
    assert answer["result"] == "met", (answer["conditions"], answer["report"]["root_cause"], cause)
    assert answer["holder_proven"]


@pytest.mark.parametrize("form", ["ldp_vc", "jwt_vc_json"])
@pytest.mark.parametrize(
    "case",
    [
        ({"challenge": "another"}, "missed", "PRESENTATION_CHALLENGE_MISMATCH"),
        ({"domain": "https://other.example"}, "missed", "PRESENTATION_DOMAIN_MISMATCH"),
        ({"by": "thief"}, "unclear", None),
    ],
)
def test_what_is_for_another_or_from_another_is_not_the_holders_answer(
    service: HttpsService,
    wallets: node.NodePeers,
    badges: Json,
    form: str,
    case: tuple[Json, str, str | None],
) -> None:
    changes, result, code = case
    request = asked(service)
    called = {"wallet": "badges", "format": form, "credential": badges[form], "changes": changes}
    wallets.call("openid4vp_present", {**called, "request": request["wallet_link"]})
    answer = service.get(request["url"]).json()["answer"]
    assert answer["result"] == result
    assert not answer["holder_proven"]
    assert not answer["report"]["holder"]["proven"]
    assert (answer["report"]["root_cause"] or {}).get("code") == code
