"""How checks stop, and how a stranger's words are quoted."""

from verifier import Outcome
from verifier.judgement import failed, noticed, passed, shown, undecided


def test_a_stop_becomes_the_finding_of_its_check() -> None:
    finding = failed("EXPIRED", "It ended.", date="2026-01-01").finding("validUntil")
    assert (finding.check, finding.outcome) == ("validUntil", Outcome.FAILED)
    assert finding.problem
    assert (finding.problem.code, finding.problem.params) == ("EXPIRED", {"date": "2026-01-01"})
    assert undecided("EXPIRED", "?").outcome is Outcome.INDETERMINATE


def test_a_notice_is_no_fault() -> None:
    assert noticed("context", "CONTEXT_OLDER", "…").outcome is Outcome.PASSED
    assert passed("proof").problem is None


def test_a_strangers_text_is_quoted_short_and_printable() -> None:
    assert shown("čebela") == "čebela"
    assert shown("a\nb\u202ec\ud800") == "a\\u000ab\\u202ec\\ud800"
    assert shown("x" * 500) == "x" * 120 + "…"
    assert shown(None) == "None"
