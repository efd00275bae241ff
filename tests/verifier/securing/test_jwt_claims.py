"""Tokens of data model 1.1: the credential in `vc`, some of it only as claims."""

from typing import Any

import pytest

from tests.verifier.makers import ISSUER, badge, badge_1_1, causes, judged, jwt, notices
from verifier import Outcome
from verifier.securing.jwt_claims import completed

NOT_BEFORE = 1_768_467_600  # 2026-01-15T09:00:00Z
EXPIRES = 1_800_000_000
CLAIMS = {"iss": ISSUER, "jti": badge()["id"], "nbf": NOT_BEFORE}


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


def test_claims_fill_in_what_the_credential_lacks() -> None:
    claims = {**CLAIMS, "exp": EXPIRES, "sub": "did:key:z6Mk"}
    content = without(badge_1_1(), "id", "issuanceDate", "issuer")
    document = completed(content, claims)
    assert document["issuer"] == ISSUER
    assert document["id"] == badge()["id"]
    assert document["issuanceDate"] == "2026-01-15T09:00:00Z"
    assert document["expirationDate"] == "2027-01-15T08:00:00Z"
    assert document["credentialSubject"]["id"] == "did:key:z6Mk"
    assert completed(badge(), claims)["validUntil"] == "2027-01-15T08:00:00Z"


def test_what_stands_in_both_places_is_left_as_it_is() -> None:
    claims = {"iss": "did:web:other.example", "jti": "urn:uuid:2", "nbf": 1}
    assert completed(badge_1_1(), claims) == badge_1_1()


@pytest.mark.parametrize("value", ["2026", True, -1, 1e300, None, [1], {}])
def test_what_is_no_time_is_left_to_the_check_of_the_claims(value: object) -> None:
    content = without(badge_1_1(), "issuanceDate")
    assert "issuanceDate" not in completed(content, {"nbf": value})


@pytest.mark.parametrize(
    "content", [badge_1_1(), without(badge_1_1(), "id", "issuanceDate"), badge()]
)
def test_a_token_passes(content: dict[str, Any]) -> None:
    report = judged(jwt({**CLAIMS, "vc": content}))
    assert report.outcome is Outcome.PASSED
    assert report.format == "vcdm-1.1-jwt"


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({"iss": "did:web:other.example"}, ["claims failed JWT_ISSUER_MISMATCH"]),
        ({"jti": "urn:uuid:2"}, ["claims failed JWT_ID_MISMATCH"]),
        ({"nbf": NOT_BEFORE + 1}, ["claims failed JWT_NOT_BEFORE_MISMATCH"]),
        ({"exp": 1_769_000_000}, ["validUntil failed EXPIRED"]),
        ({"exp": EXPIRES}, []),
        ({"nbf": "now"}, ["claims failed JWT_CLAIM_MALFORMED"]),
    ],
)
def test_claims_are_compared_and_count(claims: dict[str, Any], found: list[str]) -> None:
    token = jwt({**CLAIMS, **claims, "vc": badge_1_1()})
    assert causes(judged(token)) == found


def test_a_missing_claim_is_noticed() -> None:
    report = judged(jwt({"iss": ISSUER, "vc": badge_1_1()}))
    assert notices(report) == ["JWT_CLAIM_MISSING", "DATA_MODEL_OLDER"]


@pytest.mark.parametrize("content", [None, "x", [], 5])
def test_what_is_no_credential(content: object) -> None:
    assert causes(judged(jwt({**CLAIMS, "vc": content}))) == ["format failed MALFORMED_VALUE"]


def test_the_claim_is_forbidden_in_a_vc_jwt() -> None:
    header = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+jwt"}
    report = judged(jwt({**CLAIMS, "vc": badge()}, header))
    assert causes(report) == ["format failed JWT_CLAIM_FORBIDDEN"]
