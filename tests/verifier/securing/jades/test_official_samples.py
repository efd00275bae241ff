"""The two sealed samples of the European Learning Model: intact, long-term, and a test seal."""

from datetime import UTC, datetime

import pytest

from tests.verifier.securing.jades.vectors import official_sample
from verifier.report import Outcome
from verifier.securing.jades import (
    TRUST_NOBODY,
    CheckedSeal,
    Level,
    Seal,
    SealTrust,
    Standing,
    check_seal,
    read_seal,
)
from verifier.securing.jades.evidence import read_components, stored_evidence
from verifier.securing.pki.anchors import Anchor, AnchorKind
from verifier.securing.pki.certificates import read_certificate

TODAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NEXT_DAY = datetime(2023, 9, 28, tzinfo=UTC)
SAMPLES = {
    "MC-Annex1": datetime(2023, 9, 27, 11, 54, 17, tzinfo=UTC),
    "CertOfPart": datetime(2023, 9, 27, 12, 7, 1, tzinfo=UTC),
}


def codes(checked: CheckedSeal) -> dict[str, str | None]:
    return {f.check: f.problem.code if f.problem else None for f in checked.findings}


def their_authorities(seal: Seal) -> SealTrust:
    """Believe the authority that issued the certificate, and the one of the time stamps."""
    stored = stored_evidence(read_components(seal.signature.unsigned)).certificates
    named = {c.subject.native["common_name"]: c for c in map(read_certificate, stored)}
    issuer = named["ANF AC Qualified Certificates for eSeal"]
    return SealTrust(
        signers=(Anchor(issuer, AnchorKind.CONFIGURED),),
        timestamp_authorities=(Anchor(named["root-ca"], AnchorKind.CONFIGURED),),
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_intact_though_nobody_known_vouches_for_it(name: str) -> None:
    checked = check_seal(read_seal(official_sample(name)), trust=TRUST_NOBODY, now=TODAY)
    assert checked.outcome is Outcome.INDETERMINATE
    assert codes(checked) == {
        "seal": None,
        "sealCertificate": None,
        "sealTimestamp": "SEAL_TIMESTAMP_UNTRUSTED",
        "sealPath": "SEAL_CHAIN_UNKNOWN",
        "sealTrustedList": "SEAL_TRUSTED_LISTS_MISSING",
        "sealQualification": "SEAL_QUALIFICATION_UNKNOWN",
        "sealLevel": None,
    }
    facts = checked.facts
    assert facts.claimed_at == SAMPLES[name]
    assert facts.certificate
    assert facts.certificate.subject == "TEST SEAL"
    assert facts.certificate.organisation_identifier == "VATES-A00000000"
    assert facts.certificate.claims_qualified
    assert facts.certificate.claims_eseal
    assert facts.certificate.valid_until.date().isoformat() == "2025-05-10"
    assert [stamp.kind for stamp in facts.timestamps] == ["adoTst", "sigTst", "arcTst"]
    assert all(stamp.fits for stamp in facts.timestamps)
    assert facts.level is Level.LTA
    assert facts.standing is Standing.UNKNOWN


@pytest.mark.parametrize("name", SAMPLES)
def test_its_chain_held_when_it_was_sealed_for_who_believes_its_authorities(name: str) -> None:
    seal = read_seal(official_sample(name))
    checked = check_seal(seal, trust=their_authorities(seal), now=NEXT_DAY)
    assert checked.outcome is Outcome.PASSED
    assert codes(checked) == {
        "seal": None,
        "sealCertificate": None,
        "sealTimestamp": None,
        "sealPath": None,
        "sealTrustedList": "SEAL_NOT_ON_TRUSTED_LIST",
        "sealQualification": "SEAL_NOT_QUALIFIED",
        "sealLevel": None,
    }
    assert checked.facts.proven_at
    assert (checked.facts.proven_at - SAMPLES[name]).total_seconds() == 3
    assert checked.facts.standing is Standing.ADVANCED


def test_today_its_time_stamps_have_expired_and_nothing_newer_protects_them() -> None:
    seal = read_seal(official_sample("MC-Annex1"))
    checked = check_seal(seal, trust=their_authorities(seal), now=TODAY)
    assert checked.outcome is Outcome.INDETERMINATE
    assert codes(checked)["sealTimestamp"] == "SEAL_TIMESTAMP_UNTRUSTED"
    assert codes(checked)["sealPath"] == "SEAL_CERTIFICATE_EXPIRED"
    assert checked.facts.intact


def test_the_payload_is_the_credential_and_nothing_beside_it() -> None:
    seal = read_seal(official_sample("MC-Annex1"))
    assert seal.payload.startswith(b'{"id":"urn:credential:1018d05f')
    assert seal.document["id"].startswith("urn:credential:1018d05f")
