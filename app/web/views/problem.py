"""A problem code in words: the verifier's own, those the API answers with, and faults' codes."""

from dataclasses import dataclass

from app.fault_pages import explain_fault
from app.problem_kinds import PROBLEM_KINDS
from app.sentences import explain, problem_codes
from app.web.languages import N_, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """What a code means, and the next step."""

    code: str
    title: str
    sentence: str
    next_step: str


def explained(code: str, language: Language) -> ProblemView | None:
    """Explain a code in one language; None when there is no such code."""
    if code in problem_codes():
        known = explain(code)
        return ProblemView(
            code=code,
            title=language.text(known.title),
            sentence=language.text(known.sentence),
            next_step=language.text(known.next_step),
        )
    kind = PROBLEM_KINDS.get(code)
    if kind is not None:
        return ProblemView(
            code=code,
            title=language.text(kind.title),
            sentence="",
            next_step=language.text(kind.next_step),
        )
    fault = explain_fault(code)
    if fault is None:
        return None
    return ProblemView(
        code=code,
        title=language.gettext(N_("A value to put right")),
        sentence=language.text(fault),
        next_step=language.gettext(
            N_("Correct the value at the place that the answer names, and send it again.")
        ),
    )
