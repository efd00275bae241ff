"""JWT claims: what contradicts the credential fails, what is missing is noticed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.verifier.makers import ISSUER, NOW, badge, causes, judged, jwt, notices, ob_claims
from verifier import Report

VC_JWT = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+jwt"}
SECONDS = int(NOW.timestamp())


def ob(document: dict[str, Any] | None = None, **claims: Any) -> Report:  # noqa: ANN401
    return judged(jwt({**ob_claims(document or badge()), **claims}))


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "did:web:other.example"}, "JWT_ISSUER_MISMATCH"),
        ({"iss": None}, "JWT_ISSUER_MISMATCH"),
        ({"jti": "urn:uuid:1"}, "JWT_ID_MISMATCH"),
        ({"sub": "did:key:z6Mk"}, "JWT_SUBJECT_MISMATCH"),
        ({"nbf": 1}, "JWT_NOT_BEFORE_MISMATCH"),
        ({"nbf": "2026"}, "JWT_CLAIM_MALFORMED"),
        ({"nbf": True}, "JWT_CLAIM_MALFORMED"),
        ({"nbf": -1}, "JWT_CLAIM_MALFORMED"),
        ({"exp": 1e15}, "JWT_CLAIM_MALFORMED"),
        ({"exp": SECONDS}, "SIGNATURE_EXPIRED"),
        ({"iat": SECONDS + 301}, "SIGNATURE_NOT_YET_VALID"),
    ],
)
def test_what_differs_fails(claims: dict[str, Any], code: str) -> None:
    assert causes(ob(**claims)) == [f"claims failed {code}"]


def test_the_end_must_be_the_same() -> None:
    document = badge(validUntil="2027-01-01T00:00:00.500Z")
    end = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
    assert causes(ob(document, exp=end)) == []
    assert causes(ob(document, exp=end + 1)) == ["claims failed JWT_EXPIRY_MISMATCH"]
    assert notices(ob(document)) == ["JWT_CLAIM_MISSING"]


def test_what_is_missing_is_noticed() -> None:
    report = judged(jwt(badge()))
    assert causes(report) == []
    assert notices(report) == ["JWT_CLAIM_MISSING"]
    finding = next(f for f in report.findings if f.check == "claims")
    assert finding.params["claims"] == "iss, jti, nbf"


def test_other_claims_do_no_harm() -> None:
    assert causes(ob(aud="https://school.example", iat=SECONDS)) == []


def test_a_holder_with_an_id_is_the_subject() -> None:
    document = badge()
    document["credentialSubject"]["id"] = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    assert notices(ob(document)) == ["JWT_CLAIM_MISSING"]
    assert notices(ob(document, sub=document["credentialSubject"]["id"])) == []


def test_in_a_vc_jwt_the_times_date_the_signature() -> None:
    def vc(**claims: Any) -> list[str]:  # noqa: ANN401
        return causes(judged(jwt({**badge(), **claims}, VC_JWT)))

    assert vc() == []
    assert vc(nbf=1, exp=SECONDS + 1, iat=SECONDS) == []
    assert vc(exp=SECONDS) == ["claims failed SIGNATURE_EXPIRED"]
    assert vc(nbf=SECONDS + 301) == ["claims failed SIGNATURE_NOT_YET_VALID"]
    assert vc(iss="did:web:other.example") == ["claims failed JWT_ISSUER_MISMATCH"]
