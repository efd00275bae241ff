"""Europass' own checks as JSON, in the shape of its report."""

from app.sentences import both, explain, has
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Report
from verifier.edc.europass_checks import EuropassCheck, Status, europass_checks, ribbon
from verifier.formats import Format

OF_EUROPASS = (Format.JADES.value, Format.EDC_UNSIGNED.value)
"""The formats of European Digital Credentials, sealed and not."""


def europass_json(report: Report) -> JsonObject | None:
    """Write the checks and the word over all of them; None for other credentials."""
    if report.format not in OF_EUROPASS:
        return None
    checks = europass_checks(report)
    over_all = ribbon(checks).value
    return {
        "ribbon": over_all,
        "label": both("europass_ribbons", over_all),
        "checks": [_check_json(check) for check in checks],
    }


def _check_json(check: EuropassCheck) -> JsonObject:
    status = check.status.name.lower()
    return {
        "name": check.name,
        "type": {"id": check.type, "prefLabel": both("europass_checks", check.name)},
        "status": {"id": check.status.value, "prefLabel": both("europass_statuses", status)},
        "description": both("europass_statuses", status),
        "longDescription": _because(check),
    }


def _because(check: EuropassCheck) -> Text:
    cause = check.cause.problem if check.cause is not None else None
    if cause is not None and has("problems", cause.code):
        return explain(cause.code, cause.params).sentence
    good = check.status is Status.OK
    return both("europass_good" if good else "europass_skipped", check.name)
