"""What is stored about a learner and why, in one language (GDPR, articles 13 to 15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.claims.own_data import OwnData
from app.db.correction_requests import CorrectionRequest, Outcome
from app.web.languages import N_, Language
from app.web.views.addresses import safe_link
from issuer.model.award import Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredView:
    """One kind of data: what, why, and for how long."""

    title: str
    values: tuple[tuple[str, str], ...]
    why: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """One request, and what the school answered."""

    wrong: str
    asked_on: str
    state: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataView:
    """All that the page shows."""

    stored: tuple[StoredView, ...]
    school: str
    school_url: str | None
    school_email: str | None
    corrections: tuple[CorrectionView, ...]


_UNTIL_ERASED = N_("As long as the credential can be checked, or until you have it erased.")
_STATES = {
    None: N_("Waits for your school"),
    Outcome.CORRECTED: N_("Corrected"),
    Outcome.DECLINED: N_("Not corrected"),
}
_COUNTED = {
    "holder_copies": N_("Copies in wallets"),
    "share_links": N_("Links you have made"),
    "mails": N_("Letters to you"),
    "correction_requests": N_("Corrections you have asked for"),
}
"""What is told by its number; all of it is in the file."""


def own_data_view(
    learner: Learner, data: OwnData, requests: Sequence[CorrectionRequest], language: Language
) -> OwnDataView:
    """Say what is stored."""
    return OwnDataView(
        stored=(
            _person(learner, language),
            _achievements(data, language),
            _use(data, language),
            _record(data, language),
        ),
        school=language.text(data.school.name),
        school_url=safe_link(data.school.url),
        school_email=data.school.email,
        corrections=tuple(_correction(each, language) for each in requests),
    )


def _person(learner: Learner, language: Language) -> StoredView:
    born = learner.date_of_birth
    known = (
        (N_("Name"), learner.name),
        (N_("E-mail"), learner.email),
        (N_("Date of birth"), language.date(born) if born else ""),
        (N_("The school's number for you"), learner.identifier or ""),
        (N_("E-mail of your parent or guardian"), learner.guardian_email or ""),
        (N_("Identifier of your wallet"), learner.holder_did or ""),
    )
    return StoredView(
        title=language.gettext(N_("Who you are")),
        values=tuple((language.gettext(label), value) for label, value in known if value),
        why=language.gettext(
            N_("So that the credential is yours, and your school and you find each other.")
        ),
        kept=language.gettext(_UNTIL_ERASED),
    )


def _achievements(data: OwnData, language: Language) -> StoredView:
    rows = data.records.rows
    counted = (
        (N_("Results"), len(rows.get("awards", ()))),
        (N_("Credentials"), len(rows.get("credentials", ()))),
    )
    return StoredView(
        title=language.gettext(N_("What you have achieved")),
        values=tuple((language.gettext(label), str(number)) for label, number in counted),
        why=language.gettext(
            N_("Your results with grades and evidence, and the signed credentials made of them.")
        ),
        kept=language.gettext(_UNTIL_ERASED),
    )


def _use(data: OwnData, language: Language) -> StoredView:
    counted = ((label, len(data.records.rows.get(table, ()))) for table, label in _COUNTED.items())
    return StoredView(
        title=language.gettext(N_("How you came to it")),
        values=tuple((language.gettext(label), str(number)) for label, number in counted if number),
        why=language.gettext(
            N_(
                "When your page was first opened, what you made there, and which letters were "
                "sent: so that it works, and your school knows whether it has reached you."
            )
        ),
        kept=language.gettext(_UNTIL_ERASED),
    )


def _record(data: OwnData, language: Language) -> StoredView:
    lines = len(data.records.rows.get("audit_records", ()))
    return StoredView(
        title=language.gettext(N_("Who did what")),
        values=((language.gettext(N_("Lines in the record")), str(lines)),),
        why=language.gettext(
            N_("So that nobody issues or revokes a credential unnoticed. It names no learner.")
        ),
        kept=language.gettext(
            N_("For good. After an erasure nobody can tell any more whom it is about.")
        ),
    )


def _correction(request: CorrectionRequest, language: Language) -> CorrectionView:
    return CorrectionView(
        wrong=request.wrong,
        asked_on=language.date(request.created_at),
        state=language.gettext(_STATES[request.outcome]),
        answer=request.answer or "",
    )
