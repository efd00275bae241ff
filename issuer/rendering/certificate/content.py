"""What a certificate says, in one language: the award in the words a reader needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contexts import vocabulary
from issuer.model.award import Result
from issuer.model.organisation import Profile
from issuer.model.programme import ProgrammeContent
from issuer.model.text import in_language
from issuer.rendering.badge.palette import DRAWN_FROM, initial_of, inks_of
from issuer.rendering.level import level_in_words
from issuer.rendering.phrases import (
    concept_label,
    long_date,
    phrase,
    within_sentence,
)
from issuer.rendering.workload import workload_in_words
from issuer.standing import HOLDS, StandingAt


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A school's logo."""

    format: Literal["png", "svg"]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a school's certificates have in common."""

    accent: str | None = None
    """`#rrggbb`; None: the ink of the programme's seal."""
    logo: Logo | None = None


PLAIN = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One page's worth of words; what does not depend on the learner comes first."""

    language: str
    kind: str
    title: str
    description: str
    issuer: str
    place: str
    outcomes_title: str
    outcomes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """Label and text of level, workload and the rest, those of the learner last."""
    verify_hint: str
    verify_url: str
    accent: str
    drawn_from: str
    """The programme's seal comes of these words."""
    initial: str
    """What stands in it."""
    logo: Logo | None
    awarded_to: str
    learner: str
    awarded_on: str
    credential_id: str
    standing: str = ""
    """What stands across the page when the credential does not hold, such as "Revoked"."""
    standing_said: str = ""
    """The same in a sentence."""

    @property
    def spoken(self) -> str:
        """Tell the page to somebody who does not see it."""
        return ". ".join(
            (
                *(part for part in (self.standing,) if part),
                self.kind,
                self.title,
                f"{self.awarded_to}: {self.learner}",
                f"{self.issuer}, {self.awarded_on}",
                f"{self.outcomes_title}: {'; '.join(self.outcomes)}",
                *(f"{label}: {text}" for label, text in self.facts),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Who is awarded what, and where it can be checked."""

    learner: str
    result: Result
    credential_id: str
    verify_url: str
    valid_until: date | None = None
    """Its last day; None: without end."""
    standing: StandingAt = HOLDS


def certificate(
    content: ProgrammeContent,
    profile: Profile,
    award: Award,
    language: str,
    look: Look = PLAIN,
) -> Certificate:
    """Write the certificate of an award in one language."""
    drawn_from = in_language(content.title, DRAWN_FROM)
    return Certificate(
        language=language,
        kind=phrase("certificate", language),
        title=in_language(content.title, language),
        description=in_language(content.description, language),
        issuer=in_language(profile.name, language),
        place=profile.locality or "",
        outcomes_title=phrase("outcomes", language),
        outcomes=tuple(in_language(each.statement, language) for each in content.outcomes),
        facts=tuple(_facts(content, award, language)),
        verify_hint=phrase("verify-hint", language),
        verify_url=award.verify_url,
        accent=look.accent or inks_of(drawn_from).ink,
        drawn_from=drawn_from,
        initial=initial_of(drawn_from),
        logo=look.logo,
        awarded_to=phrase("awarded-to", language),
        learner=award.learner,
        awarded_on=long_date(award.result.awarded_on, language),
        credential_id=award.credential_id,
        standing=_standing(award.standing, language),
        standing_said=_standing_said(award.standing, language),
    )


def _standing(standing: StandingAt, language: str) -> str:
    return "" if standing.is_good else phrase(standing.standing.value, language)


def _standing_said(standing: StandingAt, language: str) -> str:
    if standing.is_good:
        return ""
    day = "" if standing.since is None else long_date(standing.since, language)
    return phrase(f"{standing.standing.value}-said", language, day=day)


def _facts(content: ProgrammeContent, award: Award, language: str) -> Iterator[tuple[str, str]]:
    ends = award.valid_until
    told = (
        ("level", level_in_words(content.level, language)),
        ("workload", workload_in_words(content, language)),
        ("assessment", _assessments(content, language)),
        ("participation", _concept("modes", content.participation, language)),
        ("quality", _quality(content, language)),
        ("overall-grade", award.result.grade or ""),
        ("valid-until-label", long_date(ends, language) if ends else ""),
    )
    for label, text in told:
        if text:
            yield phrase(label, language), text


def _assessments(content: ProgrammeContent, language: str) -> str:
    return "; ".join(in_language(each.title, language) for each in content.assessments)


def _quality(content: ProgrammeContent, language: str) -> str:
    quality = content.quality_assurance
    if quality is None:
        return ""
    parts = (in_language(quality.body, language), quality.reference or "")
    return ", ".join(part for part in parts if part) or phrase(quality.kind.value, language)


def _concept(name: str, uri: str | None, language: str) -> str:
    if uri is None:
        return ""
    return within_sentence(concept_label(vocabulary(name)[uri].labels, language))
