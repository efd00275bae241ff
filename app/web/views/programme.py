"""A programme version as its page shows it: every element of Annex I, and who decided."""

from dataclasses import dataclass

from markupsafe import Markup

from app.web.languages import Language
from app.web.records import PublishedVersion
from app.web.views.addresses import programme_address, safe_link
from app.web.views.decisions import DecisionView, decision_views
from app.web.views.labels import (
    PARTNER_ROLES,
    QUALITY_ASSURANCE,
    concept,
    country,
    field_of_study,
    language_name,
)
from app.web.views.level import LevelView, level_view
from app.web.views.outcomes import (
    AssessmentView,
    OutcomeView,
    assessment_views,
    grading_words,
    outcome_views,
)
from app.web.views.seals import programme_seal
from app.web.views.workload import workload
from issuer.model.approval import ProgrammeState
from issuer.model.programme import Partner, QualityAssurance


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """A partner and what it does."""

    name: str
    role: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityView:
    """Who answers for the quality, until when."""

    kind: str
    body: str
    reference: str | None
    valid_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLink:
    """Another published version of the same programme."""

    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """All that the page says, in one language."""

    url: str
    seal: Markup
    title: str
    description: str
    number: int
    provider: str
    provider_url: str
    country: str
    retired: bool
    retired_on: str
    pilot: bool
    pilot_until: str
    approved_on: str
    level: LevelView
    workload: str
    field: str
    participation: str
    setting: str
    opportunity: str
    spoken: str
    """Languages of instruction."""
    outcomes: tuple[OutcomeView, ...]
    assessments: tuple[AssessmentView, ...]
    grading: str
    """The scale of the overall grade; "" when it is that of an assessment, or free."""
    quality: QualityView | None
    prerequisites: str
    stackable: bool
    stacks_towards: str
    partners: tuple[PartnerView, ...]
    further_information: str
    homepage: str | None
    validity_months: int | None
    suspension: bool
    decisions: tuple[DecisionView, ...]
    others: tuple[VersionLink, ...]


def programme_view(published: PublishedVersion, language: Language) -> ProgrammeView:
    """Say a published version in one language."""
    version, content = published.version, published.version.content
    title = language.text(content.title)
    retired = version.state is ProgrammeState.RETIRED
    return ProgrammeView(
        url=programme_address(version.programme_id, version.number),
        seal=programme_seal(content),
        title=title,
        description=language.text(content.description),
        number=version.number,
        provider=language.text(published.profile.name),
        provider_url=f"/profiles/{published.profile.slug}",
        country=country(published.profile, language),
        retired=retired,
        retired_on=language.date(version.changed_at) if retired else "",
        pilot=content.pilot,
        pilot_until=language.date(content.pilot_until) if content.pilot_until else "",
        approved_on=language.date(published.approved_at) if published.approved_at else "",
        level=level_view(content.level, language),
        workload=workload(content.workload, language),
        field=field_of_study(content.isced_f, language),
        participation=concept("modes", content.participation, language),
        setting=concept("learning-settings", content.learning_setting, language),
        opportunity=concept(
            "learning-opportunity-types", content.learning_opportunity_type, language
        ),
        spoken=", ".join(language_name(code, language) for code in content.instruction_languages),
        outcomes=outcome_views(content, language),
        assessments=assessment_views(content, language),
        grading=grading_words(content.grading, language) if content.grading else "",
        quality=_quality(content.quality_assurance, language),
        prerequisites=language.text(content.prerequisites),
        stackable=content.stackability.stackable,
        stacks_towards=language.text(content.stackability.towards),
        partners=tuple(_partner(partner, language) for partner in content.partners),
        further_information=language.text(content.further_information),
        homepage=content.homepage,
        validity_months=content.validity_months,
        suspension=content.suspension,
        decisions=decision_views(published, language),
        others=tuple(
            VersionLink(number=number, url=programme_address(version.programme_id, number))
            for number in published.numbers
            if number != version.number
        ),
    )


def _quality(quality: QualityAssurance | None, language: Language) -> QualityView | None:
    if quality is None:
        return None
    return QualityView(
        kind=language.gettext(QUALITY_ASSURANCE[quality.kind]),
        body=language.text(quality.body),
        reference=quality.reference,
        valid_until=language.date(quality.valid_until) if quality.valid_until else "",
    )


def _partner(partner: Partner, language: Language) -> PartnerView:
    role = language.gettext(PARTNER_ROLES[partner.role])
    return PartnerView(name=partner.name, role=role, url=safe_link(partner.url))
