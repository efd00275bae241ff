"""Who decided on a programme, when, under which number, and why."""

from dataclasses import dataclass

from app.web.languages import Language
from app.web.records import PublishedVersion
from app.web.views.labels import STEPS
from issuer.model.approval import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """One step of a programme's life."""

    step: str
    tone: str
    """"good", "bad" or "plain": what the mark beside it looks like."""
    on: str
    body: str
    """The organisation that took it; the person is in the audit record, not in public."""
    number: str | None
    reason: str | None


# Why a draft was returned is between the reviewers and the authors.
_PUBLIC_REASONS = frozenset({Step.APPROVE, Step.RETIRE})

_TONES = {Step.APPROVE: "good", Step.REJECT: "bad", Step.RETIRE: "bad"}


def decision_views(published: PublishedVersion, language: Language) -> tuple[DecisionView, ...]:
    """List the decisions in the order they were taken."""
    return tuple(
        DecisionView(
            step=language.gettext(STEPS[decision.step]),
            tone=_TONES.get(decision.step, "plain"),
            on=language.date(decision.decided_at),
            body=language.text(published.organisations.get(decision.organisation_id, {})),
            number=decision.decision_number,
            reason=decision.reason if decision.step in _PUBLIC_REASONS else None,
        )
        for decision in published.version.decisions
    )
