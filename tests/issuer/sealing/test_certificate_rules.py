"""issuer.sealing.certificate_rules: every reason against a certificate, in two languages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from issuer.sealing import SealCertificateRefused, certificate_faults, check_certificate
from tests.seals import SCHOOL, SEALED_AT, authorities, school_seal
from verifier.securing.jades import CertificateFacts, certificate_facts

GOOD = certificate_facts(school_seal().der)


def faults(facts: CertificateFacts, identifier: str | None = SCHOOL.identifier) -> list[str]:
    return [f.code for f in certificate_faults(facts, legal_identifier=identifier, now=SEALED_AT)]


def test_the_school_s_own_certificate_may_seal() -> None:
    check_certificate(GOOD, legal_identifier="VATSI-12345678", now=SEALED_AT)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(GOOD, valid_until=SEALED_AT - timedelta(seconds=1)), "SEAL_EXPIRED"),
        (replace(GOOD, valid_from=SEALED_AT + timedelta(seconds=1)), "SEAL_NOT_YET_VALID"),
        (replace(GOOD, key_usage=frozenset({"key_encipherment"})), "SEAL_KEY_USAGE"),
        (replace(GOOD, key_usage=frozenset()), "SEAL_KEY_USAGE"),
        (replace(GOOD, claims_eseal=False), "SEAL_NOT_FOR_SEALS"),
        (replace(GOOD, organisation_identifier=None), "SEAL_ORGANISATION_MISSING"),
        (replace(GOOD, organisation_identifier="VATSI-1"), "SEAL_ORGANISATION_OTHER"),
    ],
)
def test_a_certificate_that_may_not_seal_is_named(facts: CertificateFacts, code: str) -> None:
    assert faults(facts) == [code]


def test_a_profile_without_identifier_is_told_to_get_one() -> None:
    assert faults(GOOD, None) == ["SEAL_ORGANISATION_UNKNOWN"]


def test_every_reason_is_given_at_once_in_both_languages() -> None:
    with pytest.raises(SealCertificateRefused) as refused:
        check_certificate(
            certificate_facts(authorities().timestamp.der),
            legal_identifier="VATSI-1",
            now=SEALED_AT + timedelta(days=20 * 365),
        )
    assert [fault.code for fault in refused.value.faults] == [
        "SEAL_EXPIRED",
        "SEAL_NOT_FOR_SEALS",
        "SEAL_ORGANISATION_MISSING",
    ]
    for fault in refused.value.faults:
        assert set(fault.sentence) == {"sl", "en"}
        assert fault.sentence["sl"] != fault.sentence["en"]
        assert "{" not in fault.sentence["sl"] + fault.sentence["en"]
