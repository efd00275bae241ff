"""The verdict is derived: the worst finding decides, and nothing found is no pass."""

import pickle

import pytest

from verifier import Finding, Outcome, Report
from verifier.problems import problem

PASSED = Finding("proof", Outcome.PASSED)
OPEN = Finding("credentialStatus", Outcome.INDETERMINATE)
FAILED = Finding("validUntil", Outcome.FAILED)


@pytest.mark.parametrize(
    ("findings", "outcome", "cause"),
    [
        ((), Outcome.INDETERMINATE, None),
        ((PASSED,), Outcome.PASSED, None),
        ((PASSED, OPEN), Outcome.INDETERMINATE, OPEN),
        ((PASSED, OPEN, FAILED), Outcome.FAILED, FAILED),
        ((FAILED, PASSED), Outcome.FAILED, FAILED),
    ],
)
def test_the_worst_finding_decides(
    findings: tuple[Finding, ...], outcome: Outcome, cause: Finding | None
) -> None:
    report = Report(None, findings, (), ())
    assert report.outcome is outcome
    assert report.root_cause is cause


def test_a_report_crosses_to_another_process_as_it_is() -> None:
    cause = problem("REVOKED", "It was revoked.", date="2026-06-01")
    finding = Finding("credentialStatus", Outcome.FAILED, cause, {"purpose": "revocation"})
    report = Report({"id": "urn:x"}, (finding, PASSED), (), ())

    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - our own
