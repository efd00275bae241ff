"""A badge of another issuer as one entry of its learner's own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.db.imported_badges import Form, ImportedBadge
from app.web.languages import N_, Language
from app.web.views.verdict import OUTCOME_TONES, OUTCOME_WORDS
from verifier import Outcome

_RECIPIENTS = {
    "passed": N_("It is for your address."),
    "failed": N_("It is for somebody else's address."),
    "indeterminate": N_("It does not say for whom it is, so that it could be compared."),
}


_NOT_TODAY = N_("Not checked just now")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedView:
    """What an entry says."""

    anchor: str
    title: str
    issuer: str
    issued_on: str
    tone: str
    word: str
    sentence: str
    recipient: str
    checked_on: str
    page: str
    file: str
    """Path of the badge itself, byte by byte."""


def imported_view(badge: ImportedBadge, language: Language, *, is_fresh: bool) -> ImportedView:
    """Say what the last check of a badge found; one of some time ago makes nothing good."""
    report, page = badge.report, f"/me/badges/{badge.id}"
    credential = report["credential"]
    outcome = report["outcome"] if is_fresh else Outcome.INDETERMINATE.value
    return ImportedView(
        anchor=f"badge-{badge.id}",
        title=credential["name"] or language.gettext(N_("Badge without a name")),
        issuer=_issuer(report["issuer"], language),
        issued_on=language.date(badge.issued_at),
        tone=OUTCOME_TONES[outcome],
        word=language.gettext(OUTCOME_WORDS[outcome] if is_fresh else _NOT_TODAY),
        sentence=report["sentence"][language.code],
        recipient=_recipient(report["recipient"], language),
        checked_on=language.moment(badge.checked_at),
        page=page,
        file=f"{page}.{'json' if badge.form is Form.JSON else 'jwt'}",
    )


def _issuer(issuer: Mapping[str, Any], language: Language) -> str:
    """Name the issuer as we know it, else by its domain or id: never by its own word."""
    known = issuer["name_known_here"]
    return str(known[language.code] if known else issuer["domain"] or issuer["id"])


def _recipient(recipient: Mapping[str, Any], language: Language) -> str:
    outcome = recipient["outcome"]
    return language.gettext(_RECIPIENTS[outcome]) if outcome else ""
