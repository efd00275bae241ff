"""A verification report as its PDF shows it: the verdict's view, as plain texts for Typst.

Whatever comes from a stranger's document is a text here and never markup. It is cut to a length,
and characters that would turn the line around or cannot be seen are left out.
"""

import re
from typing import Any

from app.web.languages import N_, Language
from app.web.views.verdict import FindingView, Report, VerdictView, verdict_view

_MOST_LETTERS = 1200
_MOST_PARTS = 40
"""Presented credentials and endorsements told of one by one."""
_MOST_FINDINGS = 120
# Controls, format characters that reorder or hide text (UTS 39), and halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)

_LABELS = {
    "kind": N_("Verification report"),
    "what_to_do": N_("What to do:"),
    "what": N_("What it is"),
    "who": N_("Who issued it"),
    "holder": N_("Who presents it"),
    "status": N_("Status"),
    "unproven": N_("This is only what the document says; its signature did not confirm it."),
    "known": N_("Known here"),
    "unknown": N_("Not known here"),
    "everything": N_("Everything that was checked"),
    "repairs": N_("What was put right before reading"),
    "checked": N_("Checked"),
    "format": N_("Format"),
    "rule": N_("By the rule"),
    "fingerprint": N_("Fingerprint (SHA-256)"),
    "verifier": N_("Checked by"),
    "explained": N_("Each code is explained at"),
    "about": N_("About this report"),
    "page": N_("Page"),
    "of": N_("of"),
    "nameless": N_("A credential without a name"),
    "key": N_("Certificate (SHA-256)"),
    "keys_at": N_("Published at"),
}
_ABOUT = (
    N_(
        "This is the answer at the time stated above, and no longer the answer once the credential "
        "is revoked, suspended or expires. Check the credential itself again before you rely on it."
    ),
    N_(
        "The report is about the exact file with the fingerprint above. It says nothing of any "
        "other copy, and it is not the credential."
    ),
    N_(
        "The verifier has signed this file. Your PDF reader shows the signature; it is genuine if "
        "the certificate is the one published at the address below. The certificate is the "
        "verifier's own and no identity of the issuer."
    ),
)


def report_content(
    report: Report, language: Language, *, public_url: str, fingerprint: str
) -> dict[str, Any]:
    """Say a report, as POST /verify answers it in JSON, for `app/signed_reports/report.typ`."""
    view = verdict_view(report, language)
    content = {
        "language": language.code,
        "labels": {name: language.gettext(label) for name, label in _LABELS.items()},
        **_verdict(view, language),
        "as_of": _as_of(view, language),
        "checked_at": view.checked_at,
        "digest": view.digest.removeprefix("sha256:"),
        "policy": view.policy,
        "repairs": list(view.repairs),
        "parts": _parts(view, language),
        "public_url": public_url,
        "problems_url": f"{public_url}/problems/",
        "keys_url": f"{public_url}/.well-known/report-keys.json",
        "key": fingerprint,
        "about": [language.gettext(sentence) for sentence in _ABOUT],
    }
    plain: dict[str, Any] = _plain(content)
    return plain


def _as_of(view: VerdictView, language: Language) -> str:
    if not view.as_of:
        return ""
    told = language.gettext(N_("As of %(day)s, by an evidence pack. Nothing was looked up today."))
    return told % {"day": view.as_of}


def _verdict(view: VerdictView, language: Language) -> dict[str, Any]:
    return {
        "tone": view.tone,
        "word": view.word,
        "sentence": view.sentence,
        "next_step": view.next_step if view.outcome != "passed" or view.as_of else "",
        "notice": view.notice,
        "format": view.format,
        "subject": _subject(view, language),
        "issuer": _issuer(view, language),
        "trust": [
            {"tone": one.tone, "label": one.label, "word": one.word, "sentence": one.sentence}
            for one in view.trust
        ],
        "holder": _holder(view),
        "statuses": [
            {"tone": one.tone, "text": " · ".join(filter(None, (one.label, one.on, one.reason)))}
            for one in view.statuses
        ],
        "findings": [_finding(one) for one in view.findings[:_MOST_FINDINGS]],
    }


def _parts(view: VerdictView, language: Language) -> list[dict[str, Any]]:
    named = [
        *((N_("Credential %(number)s"), place, part) for place, part in _counted(view.credentials)),
        *(
            (N_("Endorsement %(number)s"), place, part)
            for place, part in _counted(view.endorsements)
        ),
    ]
    return [
        {"title": language.gettext(title) % {"number": place}, **_verdict(part, language)}
        for title, place, part in named[:_MOST_PARTS]
    ]


def _counted(views: tuple[VerdictView, ...]) -> list[tuple[int, VerdictView]]:
    return list(enumerate(views, 1))


def _subject(view: VerdictView, language: Language) -> dict[str, Any] | None:
    subject = view.subject
    if subject is None:
        return None
    facts = (
        (N_("Learner"), subject.learner),
        (N_("Awarded"), subject.awarded_on),
        (N_("Valid from"), subject.valid_from),
        (N_("Valid until"), subject.valid_until),
    )
    return {
        "name": subject.achievement or subject.name,
        "text": subject.comment or subject.description,
        "proven": subject.proven,
        "facts": [[language.gettext(label), value] for label, value in facts if value],
    }


def _issuer(view: VerdictView, language: Language) -> dict[str, Any] | None:
    issuer = view.issuer
    if issuer is None:
        return None
    nobody = language.gettext(N_("Nobody is named"))
    return {
        "name": issuer.name or issuer.domain or issuer.identifier or nobody,
        "known": issuer.known,
        "text": issuer.explanation,
        "identifier": issuer.identifier,
    }


def _holder(view: VerdictView) -> dict[str, Any] | None:
    holder = view.holder
    if holder is None:
        return None
    return {
        "tone": holder.tone,
        "word": holder.word,
        "text": holder.explanation,
        "identifier": holder.identifier,
    }


def _finding(finding: FindingView) -> dict[str, Any]:
    return {
        "tone": finding.tone,
        "label": finding.label,
        "word": finding.word,
        "sentence": finding.sentence,
        "next_step": finding.next_step,
        "code": finding.code or "",
        "places": [list(place) for place in finding.places],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401  # JSON is anything
    """Cut texts, and leave out what cannot be seen."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        seen = _UNSEEN.sub("", value)
        return seen if len(seen) <= _MOST_LETTERS else seen[:_MOST_LETTERS] + "…"
    return value
