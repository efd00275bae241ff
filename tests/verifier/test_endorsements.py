"""Endorsements: judged on their own, told of, and without a say in the badge's verdict."""

from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    KEY,
    OTHER_KEY,
    POLICY,
    Json,
    badge,
    causes,
    did_key,
    judged,
    multikey,
    notices,
    proof_options,
    signed,
)
from verifier import LIMITS, AllowedIssuers, Outcome

ENDORSER = did_key(OTHER_KEY)
KNOWN = AllowedIssuers({ISSUER: "Šola", ENDORSER: "Zbornica"})
ACHIEVEMENT = badge()["credentialSubject"]["achievement"]["id"]


def endorsement(**changes: Any) -> Json:  # noqa: ANN401
    members = {
        "@context": badge()["@context"],
        "id": "urn:uuid:7f0c4f0e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Priporočilo",
        "issuer": {"id": ENDORSER, "type": ["Profile"], "name": "Zbornica"},
        "validFrom": "2026-01-20T09:00:00Z",
        "credentialSubject": {
            "id": ACHIEVEMENT,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Dobro.",
        },
        **changes,
    }
    document = {name: value for name, value in members.items() if value is not None}
    return signed(document, proof_options(f"{ENDORSER}#{multikey(OTHER_KEY)}"), OTHER_KEY)


def endorsed(*endorsements: Json) -> Json:
    return signed(badge(endorsement=list(endorsements)))


def test_a_good_endorsement_is_told_of() -> None:
    report = judged(endorsed(endorsement()), policy=KNOWN)
    assert report.outcome is Outcome.PASSED
    assert notices(report) == []
    finding = report.findings[-1]
    assert finding.check == "endorsement"
    assert dict(finding.params) == {"position": "1", "endorser": ENDORSER}
    assert report.endorsements[0].outcome is Outcome.PASSED


def test_it_is_found_wherever_it_stands() -> None:
    subject = badge()["credentialSubject"]
    achievement = {**subject["achievement"], "endorsement": [endorsement()]}
    issuer = {**badge()["issuer"], "endorsement": [endorsement()]}
    document = badge(issuer=issuer, credentialSubject={**subject, "achievement": achievement})
    report = judged(signed(document), policy=KNOWN)
    assert causes(report) == []
    assert len(report.endorsements) == 2


@pytest.mark.parametrize(
    ("changes", "code", "cause"),
    [
        ({"validUntil": "2026-05-01T00:00:00Z"}, "ENDORSEMENT_WRONG", "EXPIRED"),
        ({"issuer": did_key(KEY)}, "ENDORSEMENT_WRONG", "ISSUER_MISMATCH"),
        (
            {"credentialSubject": {"id": "urn:uuid:2", "type": ["EndorsementSubject"]}},
            "ENDORSEMENT_OF_OTHER",
            None,
        ),
    ],
)
def test_a_bad_endorsement_makes_no_badge_bad(changes: Json, code: str, cause: str | None) -> None:
    report = judged(endorsed(endorsement(**changes)), policy=KNOWN)
    assert report.outcome is Outcome.PASSED
    assert notices(report) == [code]
    assert report.findings[-1].params.get("cause") == cause


def test_an_unknown_endorser_is_not_shown_as_good() -> None:
    report = judged(endorsed(endorsement()), policy=POLICY)
    assert report.outcome is Outcome.PASSED
    assert notices(report) == ["ENDORSEMENT_NOT_CHECKED"]
    assert report.findings[-1].params["cause"] == "ISSUER_UNKNOWN"


def test_a_changed_endorsement_is_a_changed_badge() -> None:
    document = endorsed(endorsement())
    document["endorsement"][0]["name"] = "changed"
    report = judged(document, policy=KNOWN)
    assert causes(report) == ["proof failed SIGNATURE_INVALID"]
    assert report.endorsements == ()


def test_only_so_many_are_checked() -> None:
    report = judged(endorsed(*[endorsement()] * (LIMITS.endorsements + 1)), policy=KNOWN)
    assert len(report.endorsements) == LIMITS.endorsements
    assert notices(report) == ["ENDORSEMENT_NOT_CHECKED"]


def test_an_endorsement_alone_is_judged_too() -> None:
    assert causes(judged(endorsement(), policy=KNOWN)) == []
    subject = {"id": "urn:uuid:2", "type": ["AchievementSubject"]}
    wrong = judged(endorsement(credentialSubject=subject), policy=KNOWN)
    assert "achievement failed ENDORSEMENT_SUBJECT_TYPE" in causes(wrong)
