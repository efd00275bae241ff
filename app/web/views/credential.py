"""A credential as its learner wants to see it."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.web.languages import Language
from app.web.records import IssuedCredential
from app.web.views.addresses import programme_address, safe_link
from app.web.views.labels import concept, country, language_name
from app.web.views.level import LevelView, level_view
from app.web.views.outcomes import (
    OutcomeView,
    assessment_views,
    outcome_views,
)
from app.web.views.seals import programme_seal
from app.web.views.standing import StandingView, standing_view
from app.web.views.workload import workload
from issuer.model.award import Evidence
from issuer.standing import valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """What was achieved in one assessment."""

    title: str
    type: str
    supervision: str
    grading: str
    grade: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A work or report that backs the award."""

    name: str
    url: str | None
    narrative: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialView:
    """All that the learner's page says, in one language."""

    standing: StandingView
    seal: Markup
    title: str
    description: str
    learner: str
    issuer: str
    issuer_url: str
    country: str
    awarded_on: str
    issued_on: str
    valid_until: str
    grade: str | None
    narrative: str | None
    level: LevelView
    workload: str
    participation: str
    outcomes: tuple[OutcomeView, ...]
    results: tuple[ResultView, ...]
    evidence: tuple[EvidenceView, ...]
    programme_url: str
    identifier: str
    language: str
    """The badge's own language, by name."""
    page: str
    """Path of this page; the files are this and ".json" or ".jwt"."""


def credential_view(issued: IssuedCredential, now: datetime, language: Language) -> CredentialView:
    """Say an issued credential in one language, as it stands at `now`."""
    credential, result = issued.credential, issued.award.result
    version, profile = issued.published.version, issued.published.profile
    content = version.content
    ends = valid_until(credential)
    return CredentialView(
        standing=standing_view(credential, now, language),
        seal=programme_seal(content),
        title=language.text(content.title),
        description=language.text(content.description),
        learner=issued.learner.name,
        issuer=language.text(profile.name),
        issuer_url=f"/profiles/{profile.slug}",
        country=country(profile, language),
        awarded_on=language.date(result.awarded_on),
        issued_on=language.date(credential.issued_at) if credential.issued_at else "",
        valid_until=language.date(ends) if ends else "",
        grade=result.grade,
        narrative=result.narrative,
        level=level_view(content.level, language),
        workload=workload(content.workload, language),
        participation=concept("modes", content.participation, language),
        outcomes=outcome_views(content, language),
        results=_results(issued, language),
        evidence=tuple(_evidence(one) for one in result.evidence),
        programme_url=programme_address(version.programme_id, version.number),
        identifier=f"urn:uuid:{credential.id}",
        language=language_name(credential.language, language),
        page=f"/c/{credential.page_token}",
    )


def _results(issued: IssuedCredential, language: Language) -> tuple[ResultView, ...]:
    content = issued.published.version.content
    grades = {entry.assessment_id: entry.grade for entry in issued.award.result.assessments}
    return tuple(
        ResultView(
            title=view.title,
            type=view.type,
            supervision=view.supervision,
            grading=view.grading,
            grade=grades.get(entry.id),
        )
        for entry, view in zip(
            content.assessments, assessment_views(content, language), strict=True
        )
    )


def _evidence(evidence: Evidence) -> EvidenceView:
    return EvidenceView(
        name=evidence.name, url=safe_link(evidence.url), narrative=evidence.narrative
    )
