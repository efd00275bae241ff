"""How a check stops inside the core: with an outcome and the one true cause."""

from verifier.problems import Problem, problem
from verifier.report import Finding, Outcome


class Judged(Exception):
    """End a check early. Never leaves the core: verification turns it into a finding."""

    def __init__(self, outcome: Outcome, cause: Problem) -> None:
        super().__init__(f"{cause.code}: {cause.detail}")
        self.outcome = outcome
        self.problem = cause

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process, as a report's facts do."""
        return (Judged, (self.outcome, self.problem))

    def finding(self, check: str) -> Finding:
        """Give the finding of the check that was stopped."""
        return Finding(check, self.outcome, self.problem)


def failed(code: str, detail: str, **params: str) -> Judged:
    """Stop because something is wrong."""
    return Judged(Outcome.FAILED, problem(code, detail, **params))


def undecided(code: str, detail: str, **params: str) -> Judged:
    """Stop because something is missing or not understood: not checked is never good."""
    return Judged(Outcome.INDETERMINATE, problem(code, detail, **params))


def passed(check: str, **params: str) -> Finding:
    """Give the finding of a check that found nothing wrong."""
    return Finding(check, Outcome.PASSED, None, params)


def noticed(check: str, code: str, detail: str, **params: str) -> Finding:
    """Give the finding of a check that passed with something worth saying."""
    return Finding(check, Outcome.PASSED, problem(code, detail, **params), params)


def shown(text: object, longest: int = 120) -> str:
    """Quote a stranger's text for a detail: short, printable, on one line."""
    shortened = str(text)[: longest + 1]
    if len(shortened) <= longest and shortened.isprintable():
        return shortened
    plain = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shortened)
    return plain if len(plain) <= longest else plain[:longest] + "…"
