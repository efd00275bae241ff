"""JAdES of other forms: recognised, not judged, and told apart from what was altered."""

from datetime import UTC, datetime

import pytest

from tests.verifier.securing.jades.test_vectors import NAMES, REFUSED
from tests.verifier.securing.jades.vectors import dss_verdicts, reference
from verifier.report import Outcome
from verifier.securing.jades import integrity_findings, looks_like_compact_jades
from verifier.trust import AllowedIssuers
from verifier.verify import verify

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SEEN = sorted(set(NAMES) - {name.removesuffix(".json") for name in REFUSED})


@pytest.mark.parametrize("name", SEEN)
def test_the_report_says_what_dss_says_of_integrity(name: str) -> None:
    data = (reference("jades-vectors") / f"{name}.json").read_bytes()
    report = verify(data, {}, now=NOW, policy=AllowedIssuers({}))
    assert report.format == "jades"
    assert report.outcome is not Outcome.PASSED
    found = {finding.check: finding for finding in report.findings}
    verdicts = dss_verdicts().get(f"{name}.json") or ()
    if not verdicts:  # jades-b-with-xvals: its certificate stands among those added later
        assert found["seal"].outcome is Outcome.PASSED
        return
    intact = all(verdict.intact for verdict in verdicts)
    there = all(verdict.content_found for verdict in verdicts)
    expected = Outcome.PASSED if there else Outcome.INDETERMINATE
    assert found["seal"].outcome is (expected if intact else Outcome.FAILED)
    fit = all(stamp.imprint_fits for verdict in verdicts for stamp in verdict.stamps)
    assert ("sealTimestamp" not in found) is fit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a.b.c",
        "e30.e30.e30",
        "eyJ0eXAiOiJKV1QifQ.e30.AA",  # {"typ":"JWT"}
        "eyJ0eXAiOjV9.e30.AA",  # {"typ":5}
        "." * 3,
    ],
)
def test_other_tokens_are_not_taken_for_seals(text: str) -> None:
    assert not looks_like_compact_jades(text)


@pytest.mark.parametrize("data", [b"", b"{}", b"a.b.c", b'{"payload":[],"signatures":[{}]}'])
def test_of_what_is_no_signature_nothing_is_said(data: bytes) -> None:
    assert integrity_findings(data) == ()
