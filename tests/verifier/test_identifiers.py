"""Identifiers: where a controlled identifier document is, or what it is."""

import json

import pytest

from tests.verifier.makers import did_key, ec_jwk, multikey
from verifier.identifiers import did_web_url, locate
from verifier.judgement import Judged
from verifier.multibase import base64url_encode, multibase_encode


@pytest.mark.parametrize(
    ("did", "url"),
    [
        # did:web method specification, section 2.5.2
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        (
            "did:web:w3c-ccg.github.io:user:alice",
            "https://w3c-ccg.github.io/user/alice/did.json",
        ),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
        ("did:web:127.0.0.1%3a8000:issuers:7", "https://127.0.0.1:8000/issuers/7/did.json"),
    ],
)
def test_did_web_names_a_url(did: str, url: str) -> None:
    assert did_web_url(did) == url
    assert locate(did).url == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:", "did:web:a b", "did:web:a.example/path", "did:web:a.example::b",
        "did:web:a.example:..", "did:web:a.example:.", "did:web:user@a.example",
        "did:web:a.example%2Fb", "did:web:a.example%3A", "did:web:a.example%3A999999",
        "did:web:a..example", "did:web:a.example:b?x=1", "did:web:[::1]", "did:web:-a",
        "did:web:a.example\n", "did:web:a.example:%zz", "did:web:a.exámple",
        "did:web:" + "a" * 5000, "https://", "https://a.example/\x00", "https://user@a.example/",
        "https://a.example#b", "did:key:", "did:jwk:x", "did:jwk:W10",
        "did:key:" + multibase_encode(b"\xed\x01" + bytes(31)),
        "did:jwk:AAAA=",
    ],
)  # fmt: skip
def test_malformed_identifiers_are_refused(did: str) -> None:
    with pytest.raises(Judged) as stopped:
        locate(did)
    assert (stopped.value.outcome.value, stopped.value.problem.code) == ("failed", "DID_MALFORMED")


@pytest.mark.parametrize("did", ["did:ion:abc", "did:example:x", "urn:uuid:1", "http://a.example"])
def test_other_kinds_of_identifier_are_named(did: str) -> None:
    with pytest.raises(Judged) as stopped:
        locate(did)
    assert stopped.value.outcome.value == "indeterminate"
    assert stopped.value.problem.code == "DID_METHOD_UNSUPPORTED"


def test_did_key_holds_its_key() -> None:
    document = locate(did_key()).document
    assert document is not None
    assert document["assertionMethod"] == [f"{did_key()}#{multikey()}"]
    assert document["verificationMethod"][0]["publicKeyMultibase"] == multikey()


def test_a_kind_of_did_key_that_is_not_read_is_not_called_wrong() -> None:
    with pytest.raises(Judged) as stopped:
        locate("did:key:" + multibase_encode(b"\xe7\x01" + bytes(33)))  # secp256k1
    assert stopped.value.problem.code == "KEY_TYPE_UNSUPPORTED"


def test_a_private_key_as_did_key_is_called_one() -> None:
    with pytest.raises(Judged) as stopped:
        locate("did:key:" + multibase_encode(b"\x80\x26" + bytes(32)))
    assert stopped.value.problem.code == "SECRET_KEY_PUBLISHED"


@pytest.mark.parametrize(("use", "listed"), [("sig", True), ("enc", False)])
def test_did_jwk_holds_its_key(use: str, listed: bool) -> None:  # noqa: FBT001
    did = "did:jwk:" + base64url_encode(json.dumps({**ec_jwk(), "use": use}).encode())
    document = locate(did).document
    assert document is not None
    assert document["verificationMethod"][0]["id"] == f"{did}#0"
    assert ("assertionMethod" in document) is listed


def test_an_https_identifier_is_its_own_address() -> None:
    assert locate("https://a.example:8443/x?y=1").url == "https://a.example:8443/x?y=1"
