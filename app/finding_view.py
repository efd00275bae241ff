"""One finding as JSON: what was checked, how it came out, why, where, and what to do."""

from app.container_view import found_in
from app.presentation_view import is_presentation
from app.sentences import both, explain, has
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Finding, Report
from verifier.places import read_places


def finding_json(finding: Finding, report: Report, public_url: str) -> JsonObject:
    """Write a finding of a report; its problem's type opens a page of ours or a standard."""
    problem = finding.problem
    common = {
        "check": finding.check,
        "label": _label(finding, report),
        "outcome": finding.outcome.value,
    }
    if problem is None:
        return common | {
            "code": None,
            "type": None,
            "title": None,
            "sentence": _passed_sentence(finding, report),
            "next_step": None,
            "detail": None,
            "places": [],
            "params": dict(finding.params),
        }
    told = explain(problem.code, problem.params)
    return common | {
        "code": problem.code,
        "type": public_url + problem.type if problem.type.startswith("/") else problem.type,
        "title": told.title,
        "sentence": told.sentence,
        "next_step": told.next_step,
        "detail": problem.detail,
        "places": _places_json(problem.params.get("places", "")),
        "params": dict(problem.params),
    }


def _places_json(places: str) -> list[JsonObject]:
    return [
        {
            "pointer": place.pointer,
            "change": place.change,
            "label": both("changes", place.change),
        }
        for place in read_places(places)
    ]


def _label(finding: Finding, report: Report) -> Text:
    position = finding.params.get("position")
    own = is_presentation(report) and has("presentation_checks", finding.check)
    if own and (finding.check != "credential" or position):
        return both("presentation_checks", finding.check, position=position or "")
    return both("checks", finding.check)


_STATUS_VARIANTS = {
    "none": "status_none",
    "suspension": "status_suspension",
    "status": "status_both",  # a token status list says both in one value
}


def _passed_sentence(finding: Finding, report: Report) -> Text:
    params = finding.params
    if is_presentation(report) and has("presentation_passed_checks", finding.check):
        return both("presentation_passed_checks", finding.check)
    if finding.check == "container" and "container" in params:
        return found_in(params["container"].split())
    if finding.check in {"validFrom", "validUntil", "evidence"} and "date" in params:
        return both("passed_variants", f"{finding.check}_with_date", date=params["date"])
    if finding.check == "validUntil":
        return both("passed_variants", "validUntil_without_date")
    if finding.check == "credentialStatus":
        purpose = params.get("purpose", "none")
        variant = _STATUS_VARIANTS.get(purpose)
        if variant or purpose != "revocation":
            return both("passed_variants", variant or "status_other")
    return both("passed_checks", finding.check)
