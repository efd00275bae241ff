"""Controller documents: the key must be listed, for this purpose, by its own controller."""

from typing import Any

import pytest

from tests.verifier.makers import ISSUER, KEY, NOW, OTHER_KEY, did_document, ec_jwk, multikey
from verifier.controllers import check_document, find_method, find_method_of_key
from verifier.judgement import Judged
from verifier.keys import PublicKey
from verifier.multibase import multibase_encode

KEY_0 = f"{ISSUER}#key-0"
KEY_1 = f"{ISSUER}#key-1"


def changed(**members: Any) -> dict[str, Any]:  # noqa: ANN401
    document = did_document()
    document["verificationMethod"][0].update(members)
    return document


def stopped_by(document: dict[str, Any], method: str = KEY_0) -> tuple[str, str]:
    with pytest.raises(Judged) as stopped:
        find_method(document, method, NOW)
    return stopped.value.outcome.value, stopped.value.problem.code


def test_a_listed_key_is_found() -> None:
    method = find_method(did_document(), KEY_0, NOW)
    raw = KEY.public_key().public_bytes_raw()
    assert (method.id, method.controller) == (KEY_0, ISSUER)
    assert method.public_key == PublicKey("Ed25519", raw)
    assert find_method(did_document(), KEY_1, NOW).id == KEY_1


@pytest.mark.parametrize(
    ("kind", "member", "value"),
    [
        ("JsonWebKey2020", "publicKeyJwk", ec_jwk()),
        ("Ed25519VerificationKey2020", "publicKeyMultibase", multikey()),
    ],
)
def test_older_types_are_read(kind: str, member: str, value: object) -> None:
    assert find_method(changed(type=kind, **{member: value}), KEY_0, NOW)


def test_references_may_be_relative_or_embedded() -> None:
    document = did_document()
    document["verificationMethod"][0]["id"] = "#key-0"
    document["assertionMethod"] = ["#key-0", document["verificationMethod"].pop()]
    assert find_method(document, KEY_0, NOW).id == KEY_0
    assert find_method(document, KEY_1, NOW).id == KEY_1


def test_a_key_of_another_purpose_is_told_from_no_key() -> None:
    document = did_document()
    document["authentication"] = document.pop("assertionMethod")
    assert stopped_by(document) == ("failed", "KEY_WRONG_PURPOSE")
    assert stopped_by(did_document(), f"{ISSUER}#key-9") == ("failed", "KEY_NOT_LISTED")
    assert stopped_by({"id": ISSUER}) == ("failed", "KEY_NOT_LISTED")


def test_the_same_id_for_two_keys_is_refused() -> None:
    document = did_document()
    twin = {**document["verificationMethod"][0], "publicKeyMultibase": multikey(OTHER_KEY)}
    document["verificationMethod"].append(twin)
    assert stopped_by(document) == ("failed", "DID_DOCUMENT_INVALID")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"controller": "did:web:other.example"}, "KEY_CONTROLLER_MISMATCH"),
        ({"controller": None}, "KEY_CONTROLLER_MISMATCH"),
        ({"revoked": "2026-06-01T12:00:00Z"}, "KEY_REVOKED"),
        ({"expires": "2026-05-01T00:00:00Z"}, "KEY_RETIRED"),
        ({"revoked": "yesterday"}, "KEY_MALFORMED"),
        ({"publicKeyMultibase": multibase_encode(b"\xed\x01" + bytes(31))}, "KEY_MALFORMED"),
        ({"publicKeyMultibase": 5}, "KEY_MALFORMED"),
        ({"publicKeyMultibase": multibase_encode(b"\x80\x26" + bytes(32))}, "SECRET_KEY_PUBLISHED"),
        ({"secretKeyMultibase": "z3u2"}, "SECRET_KEY_PUBLISHED"),
        ({"type": "JsonWebKey"}, "KEY_MALFORMED"),
        ({"type": "JsonWebKey", "publicKeyJwk": {**ec_jwk(), "d": "AA"}}, "SECRET_KEY_PUBLISHED"),
        (
            {
                "type": "Ed25519VerificationKey2020",
                "publicKeyMultibase": "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
            },
            "KEY_MALFORMED",
        ),
    ],
)
def test_a_key_that_may_not_be_used_is_refused(members: dict[str, Any], code: str) -> None:
    assert stopped_by(changed(**members)) == ("failed", code)


def test_a_term_that_is_not_over_does_no_harm() -> None:
    later = "2027-01-01T00:00:00Z"
    assert find_method(changed(revoked=later, expires=later), KEY_0, NOW)


@pytest.mark.parametrize(
    "members",
    [{"type": "EcdsaSecp256k1VerificationKey2019"}, {"type": None}, {"type": ["Multikey"]}],
)
def test_an_unknown_kind_of_key_is_not_called_wrong(members: dict[str, Any]) -> None:
    assert stopped_by(changed(**members)) == ("indeterminate", "KEY_TYPE_UNSUPPORTED")


def test_a_key_is_found_by_itself() -> None:
    assert find_method_of_key(did_document(), ec_jwk(), NOW).id == KEY_1
    with pytest.raises(Judged) as stopped:
        find_method_of_key({"id": ISSUER}, ec_jwk(), NOW)
    assert stopped.value.problem.code == "KEY_NOT_LISTED"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "DID_DOCUMENT_INVALID"),
        ({"id": 7}, "DID_DOCUMENT_INVALID"),
        ({"id": "did:web:other.example"}, "DID_DOCUMENT_ID_MISMATCH"),
        ({"id": ISSUER + "#"}, "DID_DOCUMENT_ID_MISMATCH"),
    ],
)
def test_a_document_speaks_for_itself_only(document: dict[str, Any], code: str) -> None:
    with pytest.raises(Judged) as stopped:
        check_document(document, ISSUER)
    assert stopped.value.problem.code == code
