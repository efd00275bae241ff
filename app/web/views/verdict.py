"""A verification report as its page shows it: the verdict first, then what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.web.languages import N_, Language
from app.web.views.edc import EdcView, edc_view
from app.web.views.sealed import EuropassView, SealView, europass_view, seal_view
from app.web.views.trust import RecipientView, TrustStepView, recipient_view, trust_steps

Report = Mapping[str, Any]
"""The report as POST /verify answers it in JSON; each text in it is {"sl": …, "en": …}."""

OUTCOME_TONES = {"passed": "good", "indeterminate": "unsure", "failed": "bad"}

OUTCOME_WORDS = {
    "passed": N_("Valid"),
    "indeterminate": N_("Cannot be confirmed"),
    "failed": N_("Not valid"),
}

_FINDING_WORDS = {
    "passed": N_("Passed"),
    "indeterminate": N_("Could not be checked"),
    "failed": N_("Did not pass"),
}

_HOLDER_WORDS = {
    True: N_("Holder proven"),
    False: N_("Holder not proven"),
    None: N_("Holder could not be checked"),
}

_OF_OTHER = N_("About something else")

_STATUS_TONES = {"active": "good", "revoked": "bad", "suspended": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What one check found."""

    tone: str
    word: str
    label: str
    sentence: str
    code: str | None
    title: str
    next_step: str
    detail: str | None
    """In English, with exact values, for whoever mends it."""
    places: tuple[tuple[str, str], ...] = ()
    """JSON Pointers into what was handed in, each with what is to be said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerView:
    """Whose key signed, and whether the name can be believed."""

    name: str
    known: bool
    identifier: str
    domain: str
    binding: str
    """"good", "bad" or "unsure": whether the key belongs to the domain."""
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """What the credential says of itself."""

    name: str
    achievement: str
    description: str
    learner: str
    comment: str
    """What an endorsement says of what it endorses."""
    valid_from: str
    valid_until: str
    awarded_on: str
    details: tuple[tuple[str, tuple[str, ...]], ...]
    """What else it says, by label."""
    proven: bool
    """Whether the signature covers it; else it is only a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """One status entry."""

    tone: str
    label: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderView:
    """Who presents the credentials, and whether that was shown here and now."""

    tone: str
    word: str
    identifier: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """The page of a verdict, or the part of it on one presented credential or endorsement."""

    outcome: str
    tone: str
    word: str
    sentence: str
    next_step: str
    notice: str
    holder: HolderView | None
    issuer: IssuerView | None
    trust: tuple[TrustStepView, ...]
    recipient: RecipientView
    subject: SubjectView | None
    title: str
    """Of a European Digital Credential, in the reader's language."""
    edc: EdcView | None
    seal: SealView | None
    europass: EuropassView | None
    twin: tuple[str, ...]
    """Of ours: that the award was also issued in another form, and how the two compare."""
    statuses: tuple[StatusView, ...]
    findings: tuple[FindingView, ...]
    repairs: tuple[str, ...]
    format: str
    digest: str
    checked_at: str
    as_of: str
    """The day of an evidence pack; empty where the answer is today's."""
    policy: str
    credentials: tuple["VerdictView", ...]
    endorsements: tuple["VerdictView", ...]


def verdict_view(report: Report, language: Language) -> VerdictView:
    """Say a report in one language."""
    outcome = report["outcome"]
    checked = _moment(report.get("checked_at"))
    return VerdictView(
        outcome=outcome,
        tone=OUTCOME_TONES[outcome],
        word=language.gettext(OUTCOME_WORDS[outcome]),
        sentence=_text(report.get("sentence"), language),
        next_step=_text(report.get("next_step"), language),
        notice=_text(report.get("notice"), language),
        holder=_holder(report["holder"], language) if report.get("holder") else None,
        issuer=_issuer(report["issuer"], language) if report.get("issuer") else None,
        trust=trust_steps(report, language),
        recipient=recipient_view(report, language),
        subject=_subject(report["credential"], language) if report.get("credential") else None,
        title=_text(((report.get("credential") or {}).get("edc") or {}).get("title"), language),
        edc=edc_view(report.get("credential") or {}, language),
        seal=seal_view(report, language),
        europass=europass_view(report, language),
        twin=_twin(report.get("twin"), language),
        statuses=tuple(_status(entry, language) for entry in report.get("status") or ()),
        findings=tuple(_finding(entry, language) for entry in report["findings"]),
        repairs=tuple(_text(one.get("sentence"), language) for one in report.get("repairs") or ()),
        format=_text(report.get("format_label"), language) or str(report.get("format") or ""),
        digest=str(report.get("digest") or ""),
        checked_at=language.moment(checked) if checked else "",
        as_of=_day(report.get("as_of"), language),
        policy=_text((report.get("policy") or {}).get("sentence"), language),
        credentials=tuple(verdict_view(one, language) for one in report.get("credentials") or ()),
        endorsements=tuple(_endorsement(one, language) for one in report.get("endorsements") or ()),
    )


def _twin(twin: Report | None, language: Language) -> tuple[str, ...]:
    if not twin:
        return ()
    return tuple(_text(twin[name], language) for name in ("sentence", "comparison"))


def _endorsement(report: Report, language: Language) -> VerdictView:
    """Say an endorsement's own verdict; a genuine one of something else is no good sign."""
    view = verdict_view(report, language)
    if view.tone == "good" and view.notice:
        return replace(view, tone="unsure", word=language.gettext(_OF_OTHER))
    return view


def _holder(holder: Report, language: Language) -> HolderView:
    proven = holder.get("proven")
    now = proven is True and holder.get("answers_request") is True
    return HolderView(
        tone="good" if now else "unsure",
        word=language.gettext(_HOLDER_WORDS[proven]),
        identifier=str(holder.get("id") or ""),
        explanation=_text(holder.get("explanation"), language),
    )


def _finding(finding: Report, language: Language) -> FindingView:
    outcome = finding["outcome"]
    return FindingView(
        tone=OUTCOME_TONES[outcome],
        word=language.gettext(_FINDING_WORDS[outcome]),
        label=_text(finding.get("label"), language) or finding["check"],
        sentence=_text(finding.get("sentence"), language),
        code=finding.get("code"),
        title=_text(finding.get("title"), language),
        next_step=_text(finding.get("next_step"), language),
        detail=finding.get("detail"),
        places=tuple(
            (str(place["pointer"]) or "/", _text(place.get("label"), language))
            for place in finding.get("places") or ()
        ),
    )


def _issuer(issuer: Report, language: Language) -> IssuerView:
    binding = {True: "good", False: "bad"}.get(issuer.get("key_belongs_to_domain"), "unsure")  # type: ignore[arg-type] # None is no key of the table
    return IssuerView(
        name=_text(issuer.get("name_known_here"), language),
        known=bool(issuer.get("known")),
        identifier=str(issuer.get("id") or ""),
        domain=str(issuer.get("domain") or ""),
        binding=binding,
        explanation=_text(issuer.get("explanation"), language),
    )


def _subject(credential: Report, language: Language) -> SubjectView:
    achievement = credential.get("achievement") or {}
    return SubjectView(
        name=_text(credential.get("name"), language),
        achievement=_text(achievement.get("name"), language),
        description=_text(achievement.get("description"), language),
        learner=_text(credential.get("learner_name"), language),
        comment=_text(credential.get("endorsement_comment"), language),
        valid_from=_day(credential.get("valid_from"), language),
        valid_until=_day(credential.get("valid_until"), language),
        awarded_on=_day(credential.get("awarded_date"), language),
        details=tuple(_detail(one, language) for one in credential.get("details") or ()),
        proven=bool(credential.get("proven")),
    )


def _detail(detail: Report, language: Language) -> tuple[str, tuple[str, ...]]:
    label = _text(detail.get("label"), language) or str(detail["claim"])
    return label, tuple(str(value) for value in detail["values"])


def _status(status: Report, language: Language) -> StatusView:
    return StatusView(
        tone=_STATUS_TONES.get(status["value"], "unsure"),
        label=_text(status.get("label"), language),
        on=_day(status.get("date"), language),
        reason=_text(status.get("reason"), language),
    )


def _text(value: object, language: Language) -> str:
    """Pick the language of a text; a text in one language only is shown as it is."""
    if isinstance(value, Mapping):
        return language.text({str(code): str(text) for code, text in value.items()})
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _day(value: object, language: Language) -> str:
    """Write a date out; what a stranger's document calls a date and is none stays as it is."""
    if not value:
        return ""
    moment = _moment(value)
    if moment is not None:
        return language.date(moment)
    try:
        return language.date(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)
