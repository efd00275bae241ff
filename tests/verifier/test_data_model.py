"""Data model 1.1 beside 2.0: the same checks, other names for the period."""

from typing import Any

import pytest

from tests.verifier.makers import (
    DATA_INTEGRITY_V2,
    V1,
    badge,
    badge_1_1,
    causes,
    judged,
    notices,
    proof_options,
    signed,
)
from verifier import Outcome
from verifier.data_model import VCDM_1_1, VCDM_2_0, model_of

OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


def test_the_first_context_tells_the_edition() -> None:
    assert model_of(badge()) is VCDM_2_0
    assert model_of(badge_1_1()) is VCDM_1_1
    assert model_of({"@context": V1}) is VCDM_1_1
    assert model_of({}) is VCDM_2_0


def test_a_badge_of_1_1_passes_with_a_notice() -> None:
    report = judged(signed(badge_1_1()))
    assert report.outcome is Outcome.PASSED
    assert notices(report) == ["DATA_MODEL_OLDER"]
    assert report.format == "vcdm-1.1"
    start = next(finding for finding in report.findings if finding.check == "validFrom")
    assert start.params == {"date": "2026-01-15T09:00:00+00:00"}


@pytest.mark.parametrize("name", ["context.json", "context-3.0.1.json", "context-3.0.2.json"])
def test_every_open_badges_context_goes_with_1_1(name: str) -> None:
    contexts = [V1, OB + name, DATA_INTEGRITY_V2]
    subject = badge()["credentialSubject"]
    achievement = {k: v for k, v in subject["achievement"].items() if k != "inLanguage"}
    changes = {"@context": contexts, "credentialSubject": {**subject, "achievement": achievement}}
    assert causes(judged(signed(badge_1_1(**changes)))) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"expirationDate": "2026-05-01T00:00:00Z"}, ["validUntil failed EXPIRED"]),
        ({"expirationDate": "2027-05-01T00:00:00Z"}, []),
        ({"issuanceDate": "2026-07-01T00:00:00Z"}, ["validFrom failed NOT_YET_VALID"]),
        ({"expirationDate": "1 May 2027"}, ["validUntil failed DATE_MALFORMED"]),
        ({"expirationDate": "2025-05-01T00:00:00Z"}, ["validUntil failed VALIDITY_REVERSED"]),
        # Reserved in 1.1, and signed: not to be passed over.
        ({"validUntil": "2026-05-01T00:00:00Z"}, ["validUntil failed EXPIRED"]),
        ({"validFrom": "2026-07-01T00:00:00Z"}, ["validFrom failed NOT_YET_VALID"]),
    ],
)
def test_the_period_of_1_1(changes: dict[str, Any], found: list[str]) -> None:
    assert causes(judged(signed(badge_1_1(**changes)))) == found


def test_the_names_of_1_1_mean_nothing_in_2_0() -> None:
    document = badge(expirationDate="2026-05-01T00:00:00Z")
    assert causes(judged(signed(document, proof_options(cryptosuite="eddsa-jcs-2022")))) == [
        "context indeterminate TERM_UNDEFINED"
    ]


def test_form_and_content_are_judged_by_open_badges_rules() -> None:
    assert causes(judged(signed(badge_1_1(id=None)))) == ["schema failed SCHEMA_INVALID"]
    subject = {**badge()["credentialSubject"]}
    del subject["achievement"]
    assert "achievement failed ACHIEVEMENT_MISSING" in causes(
        judged(signed(badge_1_1(credentialSubject=subject)))
    )


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"issuanceDate": None}, "format failed MALFORMED_VALUE"),
        ({"issuer": None}, "format failed ISSUER_MISSING"),
        ({"credentialSubject": {}}, "format failed SUBJECT_MISSING"),
        ({"@context": [OB + "context.json", V1]}, "format failed CONTEXT_ORDER"),
    ],
)
def test_what_every_credential_of_1_1_has(changes: dict[str, Any], cause: str) -> None:
    assert causes(judged({**badge_1_1(**changes), "proof": {}})) == [cause]


def test_without_its_context_a_data_integrity_proof_says_nothing() -> None:
    contexts = badge_1_1()["@context"][:-1]
    document = signed(badge_1_1())
    assert causes(judged({**document, "@context": contexts})) == ["proof failed DATA_LOSS"]


def test_the_edition_cannot_be_exchanged() -> None:
    document = signed(badge_1_1())
    document["@context"] = [badge()["@context"][0], *document["@context"][1:]]
    assert causes(judged(document))[0].startswith("proof failed ")
