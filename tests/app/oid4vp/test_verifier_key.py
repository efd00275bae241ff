"""The key that signs requests: derived, or the operator's with its certificates."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from pydantic import SecretStr

from app.keys.sealing import vault
from app.oid4vp.client_id import ClientIdPrefix, Naming
from app.oid4vp.verifier_key import VerifierKey, open_verifier_key
from app.settings import BadSettings
from tests.app.serving import settings_for
from tests.verifier.certificates import AUTHORITY_KEY, ROOT_KEY, certificate
from tests.verifier.makers import EC_KEY
from verifier.identifiers import locate

VAULT = vault(b"\1" * 32)
HOST = "badges.example"
URL = f"https://{HOST}"
RESPONSES = f"{URL}/openid4vp/responses/h"
LEAF = certificate("Leaf", "CA", key=EC_KEY, signed_by=AUTHORITY_KEY, names=[x509.DNSName(HOST)])
AUTHORITY = certificate("CA", "Root", key=AUTHORITY_KEY, signed_by=ROOT_KEY, authority=True)
ROOT = certificate("Root", "Root", key=ROOT_KEY, signed_by=ROOT_KEY, authority=True)


def file_with(folder: Path, key: object = EC_KEY, password: bytes | None = None) -> Path:
    leaf, *others = (x509.load_der_x509_certificate(each) for each in (LEAF, AUTHORITY, ROOT))
    own = leaf if key is EC_KEY else None
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    file = folder / "key.p12"
    file.write_bytes(serialize_key_and_certificates(b"k", key, own, others, encryption))  # type: ignore[arg-type]  # any key
    return file


def opened(file: Path | None = None, password: str = "", url: str = URL) -> VerifierKey:
    given = {"openid4vp_key_file": file} if file else {}
    secret = SecretStr(password) if password else None
    settings = settings_for(
        "sqlite:////unused", public_url=url, openid4vp_key_password=secret, **given
    )
    return open_verifier_key(VAULT, settings)


def test_a_derived_key_is_the_same_in_every_process_and_of_one_address_alone() -> None:
    assert opened().public_jwk == opened().public_jwk
    assert opened().public_jwk != opened(url="https://other.example").public_jwk
    assert opened().certificates == ()
    assert "d" not in opened().public_jwk


def test_the_operators_certificates_go_along_without_the_root(tmp_path: Path) -> None:
    key = opened(file_with(tmp_path, password=b"geslo"), "geslo")
    assert key.certificates == (LEAF, AUTHORITY)
    assert [base64.b64decode(each) for each in key.x5c] == [LEAF, AUTHORITY]
    token = key.sign({"a": 1}, headers={"typ": "x"})
    assert jwt.decode(token, EC_KEY.public_key(), ["ES256"]) == {"a": 1}
    assert "_private" not in repr(key)


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048), EC_KEY]
)
def test_another_key_or_password_stops_the_start(tmp_path: Path, key: object) -> None:
    wrong = "wrong" if key is EC_KEY else ""
    file = file_with(tmp_path, key, b"geslo" if wrong else None)
    with pytest.raises(BadSettings, match="OPENID4VP_KEY_FILE") as refused:
        opened(file, wrong)
    assert "wrong" not in str(refused.value)


def test_no_file_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="OPENID4VP_KEY_FILE"):
        opened(tmp_path / "missing.p12")


def test_names_follow_from_what_is_at_hand(tmp_path: Path) -> None:
    certified = opened(file_with(tmp_path))
    assert Naming(certified, URL).at_hand() == tuple(ClientIdPrefix)
    assert Naming(certified, "https://other.example").at_hand()[0] is ClientIdPrefix.X509_HASH
    assert Naming(opened(), URL).at_hand() == (ClientIdPrefix.DID, ClientIdPrefix.REDIRECT_URI)


def test_each_name_is_written_as_the_specification_has_it(tmp_path: Path) -> None:
    naming = Naming(opened(file_with(tmp_path)), URL)
    digest = base64.urlsafe_b64encode(hashlib.sha256(LEAF).digest()).rstrip(b"=").decode()
    expected = {
        ClientIdPrefix.X509_SAN_DNS: f"x509_san_dns:{HOST}",
        ClientIdPrefix.X509_HASH: f"x509_hash:{digest}",
        ClientIdPrefix.DID: f"decentralized_identifier:did:web:{HOST}:openid4vp",
        ClientIdPrefix.REDIRECT_URI: f"redirect_uri:{RESPONSES}",
    }
    made = {prefix: naming.client_id(prefix, RESPONSES) for prefix in ClientIdPrefix}
    assert {prefix: each.value for prefix, each in made.items()} == expected
    assert made[ClientIdPrefix.X509_HASH].headers == {"x5c": naming.key.x5c}
    assert made[ClientIdPrefix.DID].headers == {"kid": f"did:web:{HOST}:openid4vp#0"}
    assert [each.signed for each in made.values()] == [True, True, True, False]


def test_the_did_document_has_the_key_and_its_own_place() -> None:
    naming = Naming(opened(), URL)
    document = naming.did_document()
    assert locate(naming.did()).url == f"{URL}/openid4vp/did.json"
    assert document["id"] == naming.did()
    [method] = document["verificationMethod"]
    assert method["publicKeyJwk"] == naming.key.public_jwk
    assert document["authentication"] == [method["id"]]


def test_without_https_the_did_holds_the_key_itself() -> None:
    local = Naming(opened(), "http://localhost:8000")
    document = locate(local.did()).document
    assert document is not None
    held = document["verificationMethod"][0]["publicKeyJwk"]
    assert json.dumps(held, sort_keys=True) == json.dumps(local.key.public_jwk, sort_keys=True)
