"""Whether a credential is for the e-mail address that a reader typed.

The address goes no further than this comparison: into no report, log, address or evidence pack.
"""

from app.sentences import both
from contexts import JsonObject
from verifier import Outcome, Report
from verifier.recipient import Recipient, compare_email, email_identities

_OUTCOMES = {
    Recipient.SAME: Outcome.PASSED,
    Recipient.OTHER: Outcome.FAILED,
    Recipient.NOT_SAID: Outcome.INDETERMINATE,
    Recipient.NOT_READABLE: Outcome.INDETERMINATE,
}


def with_recipient(answer: JsonObject, report: Report, email: str | None) -> JsonObject:
    """Complete a report as JSON by its member `recipient`, and each presented credential's."""
    credentials = [
        with_recipient(each, part, email)
        for each, part in zip(answer["credentials"], report.credentials, strict=True)
    ]
    return answer | {"recipient": _recipient_json(report, email), "credentials": credentials}


def _recipient_json(report: Report, email: str | None) -> JsonObject:
    """Say whether there is an address to compare, and how the comparison ended if one was made."""
    proven = report.facts.trust is not None
    named = proven and any(True for _ in email_identities(report.document or {}))
    if email is None:
        return {"can_be_compared": named, "outcome": None, "sentence": None}
    if not proven:
        outcome, told = Outcome.INDETERMINATE, "not_proven"
    else:
        found = compare_email(report.document or {}, email)
        outcome, told = _OUTCOMES[found], found.value
    return {
        "can_be_compared": named,
        "outcome": outcome.value,
        "sentence": both("recipients", told),
    }
