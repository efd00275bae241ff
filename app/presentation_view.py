"""What is said of a presentation: how many credentials it holds, and whether its holder is proven.

A presentation is nobody's credential, so it is never called genuine; each credential in it has a
verdict of its own.
"""

from app.sentences import both, explain
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Finding, Outcome, Report
from verifier.data_model import holder_of
from verifier.formats import PRESENTATIONS
from verifier.presentation import presented

_FORMATS = frozenset(form.value for form in PRESENTATIONS)
_ABOUT_PRESENTING = ("HOLDER_", "PRESENTATION_", "LIMIT_")
_HOLDERS = {
    None: "proven",
    "HOLDER_PROVEN_EARLIER": "earlier",
    "HOLDER_NOT_SUBJECT": "not_subject",
    "HOLDER_NOT_PROVEN": "unsigned",
}
_HOLDERS_OF_ONE = {
    None: "key_proven",
    "HOLDER_PROVEN_EARLIER": "key_earlier",
    "HOLDER_KEY_NOT_SHOWN": "key_not_shown",
}
"""Of a credential that its holder presents without a presentation around it (SD-JWT)."""
_PROVEN = frozenset({"proven", "earlier", "not_subject", "key_proven", "key_earlier"})
_ANSWERS = frozenset({"proven", "not_subject", "key_proven"})


def is_presentation(report: Report) -> bool:
    """Tell whether the report is of a presentation."""
    return report.format in _FORMATS


def holder_json(report: Report) -> JsonObject:
    """Write who presents: `proven` is null when the signature could not be checked.

    `answers_request` tells whether it was proven here and now, and not some time earlier.
    """
    case = _case(report)
    proven = None if case == "unknown" else case in _PROVEN
    return {
        "id": report.facts.holder_id or holder_of(report.document or {}) or None,
        "proven": proven,
        "answers_request": case in _ANSWERS if proven else None,
        "explanation": both("holders", case),
    }


def is_held(report: Report) -> bool:
    """Tell whether the report says something of a holder."""
    return is_presentation(report) or any(one.check == "holder" for one in report.findings)


def presentation_sentence(report: Report) -> Text | None:
    """Sum a presentation up; None when the report is of something else, or it was not read."""
    cause = report.root_cause
    if not is_presentation(report) or not report.credentials:
        return None
    said = [_count(report)]
    if cause is not None and _is_worth_saying(cause):
        said.append(_reason(cause, report))
    said.append(both("holders", _case(report)))
    return {language: " ".join(text[language] for text in said) for language in ("sl", "en")}


def _case(report: Report) -> str:
    """Name what became of the holder, by the names of the texts."""
    holder = next((one for one in report.findings if one.check == "holder"), None)
    if holder is not None:
        code = holder.problem.code if holder.problem else None
        if not is_presentation(report):
            return _HOLDERS_OF_ONE.get(code, "key_wrong")
        return _HOLDERS.get(code, "wrong")
    own = {one.outcome for one in report.findings if one.check not in {"format", "credential"}}
    return "wrong" if Outcome.FAILED in own else "unknown"


def _count(report: Report) -> Text:
    count = max(len(presented(report.document or {})), len(report.credentials))
    good = sum(one.outcome is Outcome.PASSED for one in report.credentials)
    group = "presented_all" if good == count else "presented_some"
    slovenian = {1: "one", 2: "two", 3: "few", 4: "few"}.get(count % 100, "many")
    english = "one" if count == 1 else "many"
    values = {"count": str(count), "good": str(good)}
    return {
        "sl": both(group, slovenian, **values)["sl"],
        "en": both(group, english, **values)["en"],
    }


def _is_worth_saying(cause: Finding) -> bool:
    """Leave out what the sentence on the holder says already."""
    code = cause.problem.code if cause.problem else ""
    about = cause.check == "credential" or code.startswith(_ABOUT_PRESENTING)
    return about and code != "HOLDER_NOT_PROVEN"


def _reason(cause: Finding, report: Report) -> Text:
    problem = cause.problem
    sentence = explain(problem.code, problem.params).sentence if problem else _count(report)
    position = cause.params.get("position")
    if position and len(report.credentials) > 1:
        return both("other", "about_credential", position=position, sentence=sentence)
    return sentence
