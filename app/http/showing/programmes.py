"""Programme versions as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.http.bodies.programmes import (
    CompletenessAnswer,
    DecisionAnswer,
    ProgrammeSummary,
    Remark,
    VersionAnswer,
)
from issuer.approval import approvals_missing
from issuer.completeness import MissingElement, missing_elements, unstated_elements
from issuer.content_faults import content_faults
from issuer.model.approval import Decision, ProgrammeVersion
from issuer.model.organisation import Profile
from issuer.review_rules import review_requirement


def version_answer(version: ProgrammeVersion, public_url: str) -> VersionAnswer:
    """Show a version with everything decided on it."""
    return VersionAnswer(
        id=version.id,
        programme_id=version.programme_id,
        number=version.number,
        state=version.state,
        organisation_id=version.organisation_id,
        profile_id=version.profile_id,
        review_body_id=version.review_body_id,
        content=version.content,
        decisions=[_decision(decision) for decision in version.decisions],
        approvals_missing=approvals_missing(version),
        revision=version.revision,
        created_at=version.created_at,
        changed_at=version.changed_at,
        page_url=f"{public_url}/programmes/{version.programme_id}/versions/{version.number}",
    )


def summary(version: ProgrammeVersion) -> ProgrammeSummary:
    """Show a version in a list."""
    return ProgrammeSummary(
        id=version.programme_id,
        number=version.number,
        state=version.state,
        title=dict(version.content.title),
        organisation_id=version.organisation_id,
        profile_id=version.profile_id,
        changed_at=version.changed_at,
    )


def completeness_answer(
    version: ProgrammeVersion, profile: Profile, *, today: date
) -> CompletenessAnswer:
    """Show what keeps a version from being submitted."""
    missing = missing_elements(version.content, profile)
    faults = content_faults(version.content, today=today)
    needed = review_requirement(version.content)
    return CompletenessAnswer(
        complete=not missing and not faults,
        missing=_remarks(missing),
        faults=[
            Remark(path=fault.path, code=fault.code, sentence=dict(fault.sentence))
            for fault in faults
        ],
        unstated=_remarks(unstated_elements(version.content)),
        reviewers_needed=needed.count,
        because=[dict(reason) for reason in needed.because],
    )


def _remarks(elements: Iterable[MissingElement]) -> list[Remark]:
    return [
        Remark(path=element.path, code=element.element, sentence=dict(element.sentence))
        for element in elements
    ]


def _decision(decision: Decision) -> DecisionAnswer:
    return DecisionAnswer(
        id=decision.id,
        step=decision.step,
        round=decision.round,
        actor_name=decision.actor_name,
        organisation_id=decision.organisation_id,
        decided_at=decision.decided_at,
        decision_number=decision.decision_number,
        reason=decision.reason,
    )
