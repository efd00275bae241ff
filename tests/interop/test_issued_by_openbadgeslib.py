"""What openbadgeslib issues, our verifier passes; what is wrong with it, it names."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt import PyJWK

from contexts import JsonObject
from issuer.rendering.identity import identity_hash
from tests.interop.foreign_schools import DID, KEYS, LIST_URL, method_of, word
from tests.interop.opinions import PASSES, Documents
from tests.peers import openbadgeslib

pytestmark = pytest.mark.peers

EMAIL = "a@example.com"


@pytest.fixture(scope="module")
def issued(openbadgeslib_is_here: None) -> JsonObject:  # noqa: ARG001
    """Have openbadgeslib issue a badge, tokens and lists."""
    request = {
        "issuer": DID,
        "keys": {name: pem(key, name) for name, key in KEYS.items()},
        "verification_method": method_of("EdDSA"),
        "email": EMAIL,
        "list_url": LIST_URL,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [openbadgeslib.PYTHON, "-I", Path(__file__).with_name("openbadgeslib_issue.py")],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=openbadgeslib.LIMIT_SECONDS,
        check=True,
    )
    answer: JsonObject = json.loads(done.stdout)
    return answer


def pem(jwk: JsonObject, algorithm: str) -> str:
    key: Any = PyJWK(jwk, algorithm).key
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()  # type: ignore[no-any-return]


def good_list(issued: JsonObject, name: str = "good") -> Documents:
    return {LIST_URL: issued["lists"][name]}


def test_the_badge_passes_with_its_status(issued: JsonObject) -> None:
    badge = issued["badge"]
    assert word(badge, good_list(issued)) == PASSES
    assert word(badge, good_list(issued, "revoked")) == "failed REVOKED"
    assert word(badge, good_list(issued, "good-token")) == PASSES
    assert word(badge, good_list(issued, "revoked-token")) == "failed REVOKED"
    assert word(badge) == "indeterminate STATUS_UNREACHABLE"


@pytest.mark.parametrize("alg", KEYS)
def test_tokens_pass_with_their_status(issued: JsonObject, alg: str) -> None:
    token = issued["tokens"][alg]
    assert word(token, good_list(issued)) == PASSES
    assert word(token, good_list(issued, "revoked")) == "failed REVOKED"


def test_what_was_tampered_with_is_named(issued: JsonObject) -> None:
    badge = {**issued["badge"], "name": "Otro"}
    assert word(badge, good_list(issued)) == "failed SIGNATURE_INVALID"
    forged = {**issued["badge"], "issuer": "did:web:stranger.example"}
    assert word(forged, good_list(issued)) == "failed ISSUER_MISMATCH"
    header, payload, _ = issued["tokens"]["ES256"].split(".")
    _, _, signature = issued["tokens"]["EdDSA"].split(".")
    mixed = f"{header}.{payload}.{signature}"
    assert word(mixed, good_list(issued)) == "failed SIGNATURE_INVALID"


def test_both_hash_an_address_alike(issued: JsonObject) -> None:
    (identifier,) = issued["badge"]["credentialSubject"]["identifier"]
    assert identifier["identityHash"] == identity_hash(EMAIL, identifier["salt"])
