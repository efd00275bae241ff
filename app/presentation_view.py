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


def is_presentation(report: Report) -> bool:
    """Tell whether the report is of a presentation."""
    return report.format in _FORMATS


def holder_json(report: Report) -> JsonObject:
    """Write who presents: `proven` is null when the signature could not be checked.

    `answers_request` tells whether it was proven here and now, and not some time earlier.
    """
    case = _case(report)
    proven = {"unknown": None, "unsigned": False, "wrong": False}.get(case, True)
    return {
        "id": report.facts.holder_id or holder_of(report.document or {}) or None,
        "proven": proven,
        "answers_request": case in {"proven", "not_subject"} if proven else None,
        "explanation": both("holders", case),
    }


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
