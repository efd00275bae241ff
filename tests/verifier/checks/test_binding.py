"""Binding: the key must be the issuer's, by the issuer's own document."""

import json
from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    badge,
    causes,
    did_document,
    ec_jwk,
    fetched,
    judged,
    jwt,
    ob_claims,
    proof_options,
    resources,
    signed,
)
from verifier import AllowedIssuers, Resource
from verifier.multibase import base64url_encode

METHOD = "verificationMethod"
SITE = "https://school.example/issuers/1"


@pytest.mark.parametrize(
    "method",
    [
        "did:web:other.example#key-0",
        "did:web:school.example:sub#key-0",
        "DID:web:school.example#key-0",
        "https://school.example/#key-0",
        "did:example:x#key-0",
    ],
)
def test_signed_by_someone_else(method: str) -> None:
    report = judged(signed(badge(), proof_options(method)))
    assert causes(report) == [f"{METHOD} failed ISSUER_MISMATCH"]
    assert report.needs == ()


@pytest.mark.parametrize("method", [f"{ISSUER}#", f"{ISSUER}#a#b"])
def test_a_malformed_address(method: str) -> None:
    report = judged(signed(badge(), proof_options(method)))
    assert causes(report) == [f"{METHOD} failed METHOD_URL_MALFORMED"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "DID_DOCUMENT_INVALID"),
        (b"<html>", "DID_DOCUMENT_INVALID"),
        (b"[]", "DID_DOCUMENT_INVALID"),
        (b'{"id":"a","id":"a"}', "DID_DOCUMENT_INVALID"),
        (b"[" * 5000, "DID_DOCUMENT_INVALID"),
        (b"{}", "DID_DOCUMENT_INVALID"),
        (json.dumps(did_document("did:web:x.example")).encode(), "DID_DOCUMENT_ID_MISMATCH"),
        (json.dumps({"id": ISSUER, "verificationMethod": 5}).encode(), "KEY_NOT_LISTED"),
    ],
)
def test_documents_that_do_not_answer(body: bytes, code: str) -> None:
    assert causes(judged(signed(badge()), resources(did=body))) == [f"{METHOD} failed {code}"]


def test_an_oversized_document_is_not_read() -> None:
    report = judged(signed(badge()), resources(did=b" " * (4 * 1024 * 1024 + 1)))
    assert causes(report) == [f"{METHOD} indeterminate DID_DOCUMENT_UNREACHABLE"]


def site(method: str) -> tuple[dict[str, Any], dict[str, Resource]]:
    """Give a badge of an https issuer, and the issuer's document."""
    document = badge(issuer={"id": SITE, "type": ["Profile"]})
    return signed(document, proof_options(method)), {SITE: fetched(SITE, did_document(SITE))}


def test_an_https_issuer() -> None:
    document, given = site(f"{SITE}#key-0")
    assert causes(judged(document, given, AllowedIssuers({SITE: "x"}))) == []


def test_an_https_key_of_its_own_address_must_be_listed_by_the_issuer() -> None:
    document, given = site("https://school.example/keys/1")
    policy = AllowedIssuers({SITE: "x"})
    assert causes(judged(document, given, policy)) == [f"{METHOD} failed KEY_NOT_LISTED"]
    listed = did_document(SITE)
    listed["verificationMethod"][0]["id"] = "https://school.example/keys/1"
    listed["assertionMethod"] = ["https://school.example/keys/1"]
    assert causes(judged(document, {SITE: fetched(SITE, listed)}, policy)) == []


def token(**header: Any) -> bytes:  # noqa: ANN401
    return jwt(ob_claims(badge()), {"alg": "ES256", "typ": "JWT", **header})


@pytest.mark.parametrize(
    "header",
    [
        {"kid": f"{ISSUER}#key-1"},
        {"kid": "#key-1"},
        {"kid": "key-1"},
        {"jwk": ec_jwk()},
        {"kid": f"{ISSUER}#key-1", "jwk": ec_jwk(), "x5u": "https://a.example", "jku": "b"},
    ],
)
def test_a_token_names_its_key(header: dict[str, Any]) -> None:
    assert causes(judged(token(**header))) == []


OTHER_EC = {
    **ec_jwk(),
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        ({}, "indeterminate KEY_NOT_NAMED"),
        ({"x5c": ["AA"]}, "failed CERTIFICATE_INVALID"),
        ({"kid": 5}, "failed METHOD_URL_MALFORMED"),
        ({"kid": "key-9"}, "failed KEY_NOT_LISTED"),
        ({"kid": "did:web:other.example#key-1"}, "failed ISSUER_MISMATCH"),
        ({"jwk": OTHER_EC}, "failed KEY_NOT_LISTED"),
        ({"jwk": "x"}, "failed KEY_MALFORMED"),
        ({"jwk": {"kty": "EC"}}, "failed KEY_MALFORMED"),
        ({"jwk": {**ec_jwk(), "d": "AA"}}, "failed SECRET_KEY_PUBLISHED"),
        ({"kid": "key-1", "jwk": {**ec_jwk(), "d": "AA"}}, "failed SECRET_KEY_PUBLISHED"),
    ],
)
def test_a_key_the_token_names_must_be_the_issuers(header: dict[str, Any], cause: str) -> None:
    assert causes(judged(token(**header))) == [f"{METHOD} {cause}"]


def test_a_key_brought_along_is_open_until_the_issuers_document_is_there() -> None:
    report = judged(token(jwk=ec_jwk()), {})
    assert causes(report) == [f"{METHOD} indeterminate DID_DOCUMENT_UNREACHABLE"]
    assert [need.url for need in report.needs] == [ISSUER_URL]


@pytest.mark.parametrize("fragment", ["", "#0"])
def test_did_jwk(fragment: str) -> None:
    issuer = "did:jwk:" + base64url_encode(json.dumps(ec_jwk()).encode())
    document = badge(issuer={"id": issuer, "type": ["Profile"]})
    secured = jwt(ob_claims(document), {"alg": "ES256", "kid": issuer + fragment})
    assert causes(judged(secured, {}, AllowedIssuers({issuer: "x"}))) == []


def test_a_short_kid_needs_iss_in_a_vc_jwt() -> None:
    header = {"alg": "ES256", "typ": "vc+jwt", "kid": "key-1"}
    assert causes(judged(jwt(badge(), header))) == [f"{METHOD} failed METHOD_URL_MALFORMED"]
    assert causes(judged(jwt({**badge(), "iss": ISSUER}, header))) == []
