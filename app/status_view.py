"""What the issuer says of the credential today, as JSON."""

from app.credential_status import SUPERSEDED
from app.db.standings import Standing
from app.sentences import both
from contexts import JsonObject
from issuer.model.credential import CredentialStatus
from issuer.model.text import Text
from verifier import Finding, Outcome, Report

_VALUES = {"REVOKED": "revoked", "SUSPENDED": "suspended"}
_NOTICES = {"STATUS_MESSAGE", "STATUS_REFRESH"}
_ACTIVE = {"suspension": "active_suspension", "status": "active_both"}
_PURPOSES = {"revoked": CredentialStatus.REVOKED, "suspended": CredentialStatus.SUSPENDED}


def status_json(report: Report, standing: Standing | None) -> list[JsonObject]:
    """Write one entry for each status the credential names; date and reason for our own."""
    return [
        _entry(finding, standing)
        for finding in report.findings
        if finding.check == "credentialStatus"
    ]


def _entry(finding: Finding, standing: Standing | None) -> JsonObject:
    purpose = finding.params.get("purpose")
    value, label = _value(finding, purpose)
    about_this = standing is not None and standing.status is _PURPOSES.get(value)
    return {
        "purpose": purpose,
        "value": value,
        "label": both("statuses", label),
        "date": standing.changed_at.isoformat()
        if standing is not None and about_this and standing.changed_at
        else None,
        "reason": _reason(standing) if standing is not None and about_this else None,
    }


def _reason(standing: Standing) -> Text | None:
    """Give the reason as the school wrote it, in whatever language; our own word is translated."""
    if standing.reason == SUPERSEDED:
        return both("other", "superseded")
    return {"sl": standing.reason, "en": standing.reason} if standing.reason else None


def _value(finding: Finding, purpose: str | None) -> tuple[str, str]:
    code = finding.problem.code if finding.problem else None
    if code in _VALUES:
        return _VALUES[code], _VALUES[code]
    if code in _NOTICES:
        return "set", "set"
    if finding.outcome is not Outcome.PASSED:
        return "unknown", "unknown"
    if purpose is None:
        return "active", "none"
    return "active", _ACTIVE.get(purpose, "active")
