"""The keys a profile publishes, and which of them stay."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import ec

from issuer.did_document import did_document
from issuer.model.organisation import KeyAlgorithm
from tests.fakes import MemorySigner
from tests.issuer.examples import NOW, SCHOOL, signers, signing_key
from tests.issuer.vectors import own_json
from verifier.controllers import find_method

KEYS = tuple(signer.key for signer in signers())


def number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def test_the_document_is_the_example_file() -> None:
    assert did_document(SCHOOL, KEYS) == own_json("did.json")


def test_every_method_is_a_text_in_assertion_method_and_can_be_found() -> None:
    document = did_document(SCHOOL, KEYS)
    ids = [method["id"] for method in document["verificationMethod"]]
    assert document["assertionMethod"] == ids
    assert len(ids) == 3
    for method_id in ids:
        assert find_method(document, method_id, NOW).controller == SCHOOL.did


def test_the_key_for_tokens_is_published_as_json_web_key_under_its_kid() -> None:
    (method,) = (
        item
        for item in did_document(SCHOOL, KEYS)["verificationMethod"]
        if item["id"] == f"{SCHOOL.did}#kljuc-2026-jwt"
    )
    jwk = method["publicKeyJwk"]
    point = ec.derive_private_key(2, ec.SECP256R1()).public_key().public_numbers()
    assert (number(jwk["x"]), number(jwk["y"])) == (point.x, point.y)
    assert (len(jwk["x"]), len(jwk["y"])) == (43, 43)
    assert set(jwk) == {"kty", "crv", "x", "y", "alg"}


def test_retired_keys_stay_and_compromised_ones_leave() -> None:
    retired = replace(KEYS[0], retired_at=NOW + timedelta(days=1))
    compromised = replace(KEYS[1], compromised_at=NOW)
    signer = MemorySigner(KeyAlgorithm.ED25519, 7)
    fresh = signing_key(signer, "nov", KeyAlgorithm.ED25519, NOW + timedelta(days=1))
    document = did_document(SCHOOL, (fresh, compromised, retired))
    methods = document["verificationMethod"]
    assert [method["id"].split("#")[1] for method in methods] == ["kljuc-2026", "nov"]
    assert "revoked" not in str(document)


def test_coordinates_keep_their_leading_zeros() -> None:
    for seed in range(1, 60):
        signer = MemorySigner(KeyAlgorithm.P256, seed)
        key = signing_key(signer, "k", KeyAlgorithm.P256)
        method = did_document(SCHOOL, [key])["verificationMethod"][0]
        assert (len(method["publicKeyJwk"]["x"]), len(method["publicKeyJwk"]["y"])) == (43, 43)
