"""Our findings come to Europass' checks by its table: never ok what was not checked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.verifier.edc.test_judging import credential, judged, sealed
from verifier import Outcome, Report
from verifier.edc.europass_checks import Ribbon, Status, europass_checks, ribbon
from verifier.judgement import failed, noticed, passed, undecided
from verifier.report import Finding
from verifier.securing.jades import TRUST_NOBODY

TABLE = Path(__file__).parents[3] / "../shared/data/edc/messages/verification-checks.json"
GOOD = (
    *(passed(name) for name in ("format", "seal", "sealCertificate", "sealPath")),
    *(passed(name) for name in ("sealTrustedList", "sealTimestamp", "schema")),
    *(passed(name) for name in ("credentialStatus", "validFrom", "validUntil")),
)


def statuses(*findings: Finding) -> dict[str, str]:
    report = Report(None, findings, (), ())
    return {check.name: check.status.name for check in europass_checks(report)}


def with_finding(changed: Finding) -> tuple[Finding, ...]:
    return tuple(changed if one.check == changed.check else one for one in GOOD)


def test_names_order_and_addresses_are_those_of_europass() -> None:
    if not TABLE.exists():
        pytest.skip("the shared reference data is not here")
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    theirs = [one for one in table["checks"] if one["name"] != "custom"]
    ours = europass_checks(Report(None, GOOD, (), ()))
    assert [(one.name, one.type) for one in ours] == [(one["name"], one["type"]) for one in theirs]
    assert {one.name.lower(): one.value for one in Status} == table["statuses"]


def test_all_good() -> None:
    assert statuses(*GOOD) == {
        "format": "OK",
        "seal": "OK",
        "owner": "SKIPPED",
        "revocation": "OK",
        "accreditation": "SKIPPED",
        "validity": "OK",
    }
    assert ribbon(europass_checks(Report(None, GOOD, (), ()))) is Ribbon.VERIFIED


@pytest.mark.parametrize(
    ("changed", "name", "status", "over_all"),
    [
        (failed("EDC_FORM_INVALID", "").finding("schema"), "format", "ERROR", Ribbon.FAILED),
        (failed("SEAL_BROKEN", "").finding("seal"), "seal", "ERROR", Ribbon.FAILED),
        (failed("SEAL_MISSING", "").finding("seal"), "seal", "SKIPPED", Ribbon.PARTIALLY_VERIFIED),
        (
            noticed("sealTrustedList", "SEAL_NOT_ON_TRUSTED_LIST", ""),
            *("seal", "SKIPPED", Ribbon.PARTIALLY_VERIFIED),
        ),
        (
            undecided("SEAL_CHAIN_UNKNOWN", "").finding("sealPath"),
            *("seal", "SKIPPED", Ribbon.PARTIALLY_VERIFIED),
        ),
        (
            noticed("credentialStatus", "EDC_STATUS_NOT_OFFERED", ""),
            *("revocation", "SKIPPED", Ribbon.VERIFIED),
        ),
        (failed("REVOKED", "").finding("credentialStatus"), "revocation", "ERROR", Ribbon.VERIFIED),
        (failed("EXPIRED", "").finding("validUntil"), "validity", "ERROR", Ribbon.FAILED),
        (failed("NOT_YET_VALID", "").finding("validFrom"), "validity", "ERROR", Ribbon.FAILED),
    ],
)
def test_one_finding_decides_one_check(
    changed: Finding, name: str, status: str, over_all: Ribbon
) -> None:
    findings = with_finding(changed)
    assert statuses(*findings) == statuses(*GOOD) | {name: status}
    assert ribbon(europass_checks(Report(None, findings, (), ()))) is over_all


def test_nothing_found_is_nothing_checked() -> None:
    assert set(statuses().values()) == {"SKIPPED"}


def test_a_demonstration_seal_is_never_ok() -> None:
    report = judged(sealed(credential()))
    assert report.outcome is Outcome.PASSED
    checks = {one.name: one.status for one in europass_checks(report)}
    assert checks["seal"] is Status.SKIPPED
    unknown = judged(sealed(credential()), TRUST_NOBODY)
    assert europass_checks(unknown)[1].status is Status.SKIPPED
    assert replace(unknown, findings=()).outcome is Outcome.INDETERMINATE
