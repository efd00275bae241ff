"""Is it what was asked for? A wallet is never trusted to have kept to the question.

This is another question than whether a credential is genuine: a good one can be the wrong one.
What an answer does not say is unclear, and neither met nor missed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from contexts import JsonObject
from verifier.checks.holder import CHECK as HOLDER
from verifier.formats import PRESENTATIONS, Format
from verifier.limits import LIMITS, Limits
from verifier.openid4vp.asked import Asked
from verifier.openid4vp.content import fields, mentions
from verifier.openid4vp.dcql import JWT_VC_JSON, LDP_VC, SD_JWT_VC
from verifier.openid4vp.level import reaches
from verifier.openid4vp.signed_at import signed_at
from verifier.openid4vp.vp_token import Presented
from verifier.report import Outcome, Report


class Match(StrEnum):
    """How an answer stands to one thing that was asked."""

    MET = "met"
    UNCLEAR = "unclear"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that was asked, and what came."""

    name: str
    """"kind", "holder", "fresh", "words", "isced_f", "level" or "issuer"."""
    match: Match
    asked: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was verified, with what it has to be compared with beside the question."""

    presented: Presented
    report: Report
    asked_at: datetime
    now: datetime
    limits: Limits = LIMITS

    @property
    def is_presentation(self) -> bool:
        """Tell whether credentials came inside something that is signed for the occasion."""
        return self.report.format in {form.value for form in PRESENTATIONS}

    @property
    def credentials(self) -> tuple[Report, ...]:
        """Give the report of each credential that was presented."""
        return self.report.credentials if self.is_presentation else (self.report,)


def conditions(asked: Asked, answered: Answered) -> tuple[Condition, ...]:
    """Compare an answer with all that was asked; of several credentials, the best fitting one."""
    about_answer = [_kind(asked, answered), _fresh(answered)]
    if asked.holder_binding:
        about_answer.append(_holder(answered.report))
    each = [_content(asked, credential) for credential in answered.credentials]
    best = max(each, key=_fit, default=())
    return (*about_answer, *best)


def holder_is_proven(report: Report) -> bool:
    """Tell whether the credential's own holder signed in answer to this request."""
    return any(
        finding.check == HOLDER and finding.outcome is Outcome.PASSED and finding.problem is None
        for finding in report.findings
    )


def overall(report: Report, found: tuple[Condition, ...]) -> Match:
    """Sum up: met only if the verdict is good and so is every condition."""
    matches = {condition.match for condition in found}
    if report.outcome is Outcome.FAILED or Match.MISSED in matches:
        return Match.MISSED
    if report.outcome is Outcome.INDETERMINATE or Match.UNCLEAR in matches:
        return Match.UNCLEAR
    return Match.MET


def _fit(found: tuple[Condition, ...]) -> tuple[int, int]:
    matches = [condition.match for condition in found]
    return (-matches.count(Match.MISSED), matches.count(Match.MET))


def _kind(asked: Asked, answered: Answered) -> Condition:
    """Compare the format, and the type in it, with what this part of the query asked for."""
    form, read = answered.presented.format, answered.report.format or ""
    fits = read in _READ_AS[form] and (form != SD_JWT_VC or _vct(answered.report) in asked.vcts)
    badges = form == SD_JWT_VC or all(_is_badge(each) for each in answered.credentials)
    match = Match.MET if fits and badges else Match.MISSED
    return Condition("kind", match, form, read)


_READ_AS: dict[str, frozenset[str]] = {
    SD_JWT_VC: frozenset({Format.SD_JWT_VC.value}),
    LDP_VC: frozenset(
        form.value for form in (Format.PRESENTATION, Format.DATA_INTEGRITY, Format.VCDM_1_1)
    ),
    JWT_VC_JSON: frozenset(
        form.value
        for form in (
            *(Format.VP_JWT, Format.VP_1_1_JWT),
            *(Format.OB_VC_JWT, Format.VC_JWT, Format.VCDM_1_1_JWT),
        )
    ),
}
"""What the verifier may find where a format was asked for; a bare credential is one without proof
of its holder, and said to be so."""


def _vct(report: Report) -> object:
    return (report.document or {}).get("vct")


def _is_badge(report: Report) -> bool:
    types = (report.document or {}).get("type")
    named = types if isinstance(types, list) else [types]
    return "OpenBadgeCredential" in named or "AchievementCredential" in named


def _holder(report: Report) -> Condition:
    if holder_is_proven(report):
        return Condition(HOLDER, Match.MET)
    wrong = any(
        finding.check == HOLDER and finding.outcome is Outcome.FAILED for finding in report.findings
    )
    return Condition(HOLDER, Match.MISSED if wrong else Match.UNCLEAR)


def _fresh(answered: Answered) -> Condition:
    """Refuse what was signed before the question was put; its nonce alone should show it."""
    moment = signed_at(answered.presented.secured, answered.limits)
    skew = answered.limits.clock_skew
    for_now = answered.is_presentation or answered.presented.format == SD_JWT_VC
    if moment is None or not for_now:  # a bare credential was signed by its issuer, long ago
        return Condition("fresh", Match.MET)
    in_time = answered.asked_at - skew <= moment <= answered.now + skew
    return Condition("fresh", Match.MET if in_time else Match.MISSED, found=moment.isoformat())


def _content(asked: Asked, credential: Report) -> tuple[Condition, ...]:
    """Compare one credential; an unproven one is only somebody's word, so nothing in it is met."""
    found = tuple(
        compare(asked, credential, credential.document or {})
        for wanted, compare in (
            (asked.words, _words),
            (asked.isced_f, _field),
            (asked.level, _level),
            (asked.issuers, _issuer),
        )
        if wanted
    )
    if credential.facts.trust is not None:
        return found
    return tuple(replace(each, match=min(each.match, Match.UNCLEAR, key=_GOOD)) for each in found)


_GOOD: Callable[[Match], int] = [Match.MISSED, Match.UNCLEAR, Match.MET].index


def _words(asked: Asked, _: Report, document: JsonObject) -> Condition:
    # Another school may say the same in other words: people have to look.
    match = Match.MET if mentions(document, asked.words) else Match.UNCLEAR
    return Condition("words", match, asked.words)


def _field(asked: Asked, _: Report, document: JsonObject) -> Condition:
    found = sorted(fields(document))
    fits = any(code.startswith(asked.isced_f) for code in found)
    match = Match.MET if fits else Match.MISSED if found else Match.UNCLEAR
    return Condition("isced_f", match, asked.isced_f, ", ".join(found))


def _level(asked: Asked, _: Report, document: JsonObject) -> Condition:
    wanted = asked.level
    if wanted is None:
        raise AssertionError("only what was asked is compared")
    suffices, found = reaches(document, wanted)
    match = Match.UNCLEAR if suffices is None else Match.MET if suffices else Match.MISSED
    return Condition("level", match, str(wanted.at_least), found)


def _issuer(asked: Asked, credential: Report, _: JsonObject) -> Condition:
    found = credential.facts.issuer_id or ""
    match = Match.MET if found in asked.issuers else Match.MISSED if found else Match.UNCLEAR
    return Condition("issuer", match, asked.issuers[0], found)
