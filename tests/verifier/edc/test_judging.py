"""A sealed credential is judged whole: seal first, then whose it is, its form, status and time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from issuer.sealing import SealOptions, seal
from tests.issuer.rendering.europass.examples import europass_material
from tests.seals import KeyInMemory, school_seal, services, trust_the_demo
from verifier import AllowedIssuers, Kind, Outcome, Report, verify
from verifier.securing.jades import TRUST_NOBODY, Level, SealTrust

SAMPLES = Path(__file__).parents[3] / "../shared/data/edc/samples/elm-repo"
SEALED_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOW = SEALED_AT + timedelta(days=1)
SCHOOL = "VATSI-12345678"
KNOWN = AllowedIssuers({SCHOOL: "Šolski center Kranj"})


def credential(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    document = render(europass_material())
    document["identifier"] = document["identifier"][:1]  # the badge; a test of its own has a status
    return {**document, **changed}


def sealed(document: dict[str, Any], level: Level = Level.LTA) -> bytes:
    key = school_seal()
    signer = KeyInMemory(key)
    options = SealOptions(level)
    return seal(json_bytes(document), signer, services(key), SEALED_AT, options).to_bytes()


def judged(data: bytes, trust: SealTrust | None = None, policy: AllowedIssuers = KNOWN) -> Report:
    trust = trust_the_demo() if trust is None else trust
    return verify(data, {}, now=NOW, policy=policy, seal_trust=trust)


def causes(report: Report) -> dict[str, str]:
    return {
        finding.check: finding.problem.code
        for finding in report.findings
        if finding.problem and finding.outcome is not Outcome.PASSED
    }


def test_what_we_seal_passes_and_nothing_is_called_what_it_is_not() -> None:
    report = judged(sealed(credential()))
    assert causes(report) == {}
    assert report.outcome is Outcome.PASSED
    assert report.facts.issuer_id == SCHOOL
    notices = {finding.problem.code for finding in report.findings if finding.problem}
    assert notices == {"SEAL_NOT_ON_TRUSTED_LIST", "SEAL_DEMO", "EDC_STATUS_NOT_OFFERED"}


def test_a_changed_content_is_the_one_cause() -> None:
    data = sealed(credential()).replace("Žagar".encode(), b"Zagar")
    report = judged(data)
    assert causes(report) == {"seal": "SEAL_BROKEN"}
    assert report.facts.trust is None


def test_an_intact_seal_of_somebody_unknown_is_a_verdict_and_no_error() -> None:
    report = judged(sealed(credential()), TRUST_NOBODY, AllowedIssuers({}))
    assert report.outcome is Outcome.INDETERMINATE
    assert report.findings[1].outcome is Outcome.PASSED
    assert report.root_cause
    assert report.root_cause.check == "sealPath"
    assert causes(report)["issuer"] == "SEAL_ISSUER_UNKNOWN"


def test_a_name_in_the_credential_is_no_evidence() -> None:
    document = credential()
    document["issuer"]["eIDASIdentifier"]["notation"] = "VATSI-99999999"
    assert causes(judged(sealed(document)))["sealOwner"] == "SEAL_OWNER_MISMATCH"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"validFrom": "2099-01-01T00:00:00Z"}, {"validFrom": "NOT_YET_VALID"}),
        ({"validUntil": "2026-11-01T00:00:00Z"}, {"validUntil": "EXPIRED"}),
        ({"expirationDate": "2026-11-01T00:00:00Z"}, {"validUntil": "EXPIRED"}),
        ({"displayParameter": None}, {"schema": "EDC_FORM_INVALID"}),
        (
            {"credentialSchema": {"id": "http://a.example/b", "type": "ShaclValidator2017"}},
            {"schema": "EDC_PROFILE_UNKNOWN"},
        ),
    ],
)
def test_each_fault_has_its_own_cause(changed: dict[str, Any], expected: Mapping[str, str]) -> None:
    document = {name: value for name, value in credential(**changed).items() if value is not None}
    assert causes(judged(sealed(document))) == expected


def test_a_claimed_accreditation_that_nobody_looked_up_is_not_good() -> None:
    document = credential()
    accredited = "http://data.europa.eu/snb/credential/6cf8e68c43"
    document["credentialProfiles"][0] |= {"id": accredited}
    assert causes(judged(sealed(document))) == {"accreditation": "ACCREDITATION_NOT_CHECKED"}


def test_a_status_that_is_named_is_asked_for() -> None:
    document = render(europass_material())
    report = judged(sealed(document))
    assert [(need.url, need.kind) for need in report.needs] == [
        ("https://dokazilo.example/status-lists/1", Kind.STATUS_LIST)
    ]
    assert causes(report) == {"credentialStatus": "STATUS_UNREACHABLE"}


@pytest.mark.parametrize(
    ("contexts", "code"),
    [
        (["https://www.w3.org/ns/credentials/v2"], "EDC_FLAVOUR"),
        (
            [
                "https://www.w3.org/2018/credentials/v1",
                "http://data.europa.eu/snb/model/application-profile/edc",
            ],
            "EDC_FLAVOUR",
        ),
        (["https://www.w3.org/2018/credentials/v1"], "EDC_CONTEXTS"),
    ],
)
def test_another_flavour_is_named_and_not_judged(contexts: list[str], code: str) -> None:
    report = judged(sealed(credential(**{"@context": contexts})))
    assert causes(report) == {"format": code}


def test_without_its_seal_nobody_vouches_for_it() -> None:
    report = judged(json_bytes(credential()))
    assert causes(report) == {"seal": "SEAL_MISSING"}
    assert report.format == "edc-unsigned"


@pytest.mark.parametrize(
    "name", ["Sample-MC-Annex1-signed.jsonld", "Sample-CertOfPart-signed.jsonld"]
)
def test_the_official_samples_are_intact_and_their_test_seal_is_known_to_nobody(name: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip("the reference data ../shared/data/edc/samples is not beside this clone")
    report = judged((SAMPLES / name).read_bytes(), TRUST_NOBODY)
    outcomes = {finding.check: finding.outcome for finding in report.findings}
    assert outcomes["seal"] is outcomes["sealOwner"] is outcomes["schema"] is Outcome.PASSED
    assert report.outcome is Outcome.INDETERMINATE
    assert "sealPath" in causes(report)
