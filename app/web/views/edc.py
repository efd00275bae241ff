"""What a European Digital Credential says, and its seal, as a verdict's page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.units import format_unit

from app.web.languages import N_, Language
from app.web.views.said import Said, said, said_all

Json = Mapping[str, Any]
Fact = tuple[str, tuple[Said, ...]]
"""A label, and what stands beside it."""

_UNITS = {"years": "year", "months": "month", "days": "day", "hours": "hour", "minutes": "minute"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """One learning outcome."""

    title: Said
    tags: tuple[Said, ...]
    skills: tuple[Said, ...]
    notes: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """An assessment or an activity."""

    title: Said
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """What was achieved or done."""

    title: Said
    description: Said
    facts: tuple[Fact, ...]
    outcomes: tuple[OutcomeView, ...]
    assessments: tuple[PartView, ...]
    activities: tuple[PartView, ...]
    notes: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """One page of the certificate, as the document brings it along."""

    data_url: str
    width: int
    height: int
    caption: str
    text: Said
    """What the document itself says that the picture shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdcView:
    """The content of a European Digital Credential."""

    facts: tuple[Fact, ...]
    claims: tuple[ClaimView, ...]
    pictures: tuple[PictureView, ...]


def edc_view(credential: Json, language: Language) -> EdcView | None:
    """Say a credential's content in one language; None for other credentials."""
    content = credential.get("edc")
    if not content:
        return None
    learner = content["learner"]
    titles = (content["display_title"], content["title"])
    facts = _facts(
        language,
        (N_("Kind of document"), [titles[0] if titles[0] != titles[1] else None]),
        (N_("Learner"), [learner["name"]]),
        (N_("Date of birth"), [_day(learner["born_on"], language)]),
        (N_("Identifier"), [_identifier(one) for one in learner["identifiers"]]),
        (N_("Issuer, as stated"), [_organisation(content["issuer"], language)]),
        (N_("Issued"), [_day(content["issued"], language)]),
        (N_("Valid from"), [_moment_day(credential["valid_from"], language)]),
        (N_("Valid until"), [_moment_day(credential["valid_until"], language)]),
        (N_("Profile"), content["profiles"]),
        (N_("Evidence"), content["evidence"]),
    )
    return EdcView(
        facts=facts,
        claims=tuple(_claim(one, language) for one in content["claims"]),
        pictures=tuple(_picture(one, language) for one in content["pictures"]),
    )


def _claim(claim: Json, language: Language) -> ClaimView:
    return ClaimView(
        title=said(claim["title"], language),
        description=said(claim["description"], language),
        facts=_claim_facts(claim, language),
        outcomes=tuple(_outcome(one, language) for one in claim["outcomes"]),
        assessments=tuple(_assessment(one, language) for one in claim["assessments"]),
        activities=tuple(_activity(one, language) for one in claim["activities"]),
        notes=said_all([claim["outcome_summary"], *claim["notes"]], language),
    )


def _claim_facts(claim: Json, language: Language) -> tuple[Fact, ...]:
    partial = {True: N_("Part of a larger qualification"), False: N_("A qualification of its own")}
    whole = partial.get(claim["partial"])
    return _facts(
        language,
        (N_("Kind"), claim["types"]),
        (N_("Awarding body"), _organisations(claim["awarding_bodies"], language)),
        (N_("Awarded"), [_day(claim["awarded_on"], language)]),
        (N_("Level (EQF)"), claim["levels"]),
        (N_("National level"), claim["national_levels"]),
        (N_("Workload"), [_duration(claim["workload"], language)]),
        (N_("Credit points"), [_credits(one, language) for one in claim["credits"]]),
        (N_("Form of participation"), claim["modes"]),
        (N_("Kind of learning"), [claim["setting"]]),
        (N_("Language"), claim["languages"]),
        (N_("Field"), claim["fields"]),
        (N_("Prerequisites"), claim["entry_requirements"]),
        (N_("Quality assurance"), _quality(claim["quality_assurance"], language)),
        (N_("Scope"), [language.gettext(whole) if whole else None]),
        (N_("Entitles to"), claim["entitlements"]),
        (N_("Consists of"), claim["parts"]),
        (N_("Web page"), [claim["homepage"]]),
    )


def _outcome(outcome: Json, language: Language) -> OutcomeView:
    return OutcomeView(
        title=said(outcome["title"], language),
        tags=said_all([outcome["kind"], outcome["reusability"]], language),
        skills=said_all([one["name"] or one["id"] for one in outcome["skills"]], language),
        notes=said_all(outcome["notes"], language),
    )


def _assessment(assessment: Json, language: Language) -> PartView:
    return PartView(
        title=said(assessment["title"], language),
        facts=_facts(
            language,
            (N_("Type of assessment"), [assessment["type"]]),
            (N_("Grade"), [assessment["grade"]]),
            (N_("Grading"), [assessment["grading"], assessment["grading_description"]]),
            (N_("Supervision and identity check"), [assessment["supervision"]]),
            (N_("Form of participation"), assessment["modes"]),
            (N_("Assessed by"), _organisations(assessment["assessed_by"], language)),
        ),
    )


def _activity(activity: Json, language: Language) -> PartView:
    days = [_day(activity["from"], language), _day(activity["until"], language)]
    return PartView(
        title=said(activity["title"], language),
        facts=_facts(
            language,
            (N_("Kind"), [activity["type"]]),
            (N_("Form of participation"), activity["modes"]),
            (N_("Workload"), [_duration(activity["workload"], language)]),
            (N_("Time"), [" – ".join(day for day in days if day)]),  # noqa: RUF001 - a dash
        ),
    )


def _picture(picture: Json, language: Language) -> PictureView:
    named = language.text(picture["language"]) if picture["language"] else ""
    page = language.gettext("page %(number)s") % {"number": picture["page"]}
    return PictureView(
        data_url=picture["data_url"],
        width=picture["width"],
        height=picture["height"],
        caption=", ".join(part for part in (named, page) if part),
        text=said(picture["text"], language),
    )


def _facts(language: Language, *told: tuple[str, Iterable[object]]) -> tuple[Fact, ...]:
    """Keep the facts that the document states."""
    facts = ((language.gettext(label), said_all(values, language)) for label, values in told)
    return tuple((label, values) for label, values in facts if values)


def _organisations(organisations: Iterable[Json], language: Language) -> list[str | None]:
    return [_organisation(one, language) for one in organisations]


def _organisation(organisation: Json | None, language: Language) -> str | None:
    if organisation is None:
        return None
    texts = [organisation["name"], organisation["country"]]
    name, country = (language.text(text) if text else "" for text in texts)
    return ", ".join(part for part in (name, organisation["identifier"], country) if part)


def _identifier(identifier: Json) -> str:
    parts = (identifier["scheme"], identifier["notation"])
    return ": ".join(part for part in parts if part)


def _credits(points: Json, language: Language) -> str:
    framework = language.text(points["framework"]) if points["framework"] else ""
    return " · ".join(part for part in (points["points"], framework) if part)


def _quality(accreditations: Iterable[Json], language: Language) -> list[str]:
    told = []
    for one in accreditations:
        texts = (language.text(text) for text in (one["title"], one["type"]) if text)
        agents = _organisations(one["agents"], language)
        told.append(" · ".join(p for p in (*texts, *agents, one["reference"]) if p))
    return told


def _duration(workload: Json | None, language: Language) -> str | None:
    """Write a duration as it is stated: 60 months stay 60 months."""
    if workload is None:
        return None
    units = workload["units"].items()
    told = [format_unit(count, _UNITS[unit], locale=language.code) for unit, count in units]
    return " ".join(told) or str(workload["duration"])


def _day(written: str | None, language: Language) -> str | None:
    """Write a day as it stands there, in no other time zone."""
    try:
        return language.date(date.fromisoformat(written[:10])) if written else None
    except ValueError:
        return written


def _moment_day(written: str | None, language: Language) -> str | None:
    """Write the day of a moment in Slovenian time; what is no moment stays as it is."""
    try:
        return language.date(datetime.fromisoformat(written)) if written else None
    except ValueError:
        return written
