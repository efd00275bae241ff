"""The seal of a document as JSON: intact or not, whose, of which kind, when, and for how long."""

from app.edc.europass import OF_EUROPASS
from app.sentences import both
from contexts import JsonObject
from verifier import Finding, Outcome, Report
from verifier.formats import Format
from verifier.securing.jades import SealFacts, Standing
from verifier.securing.jades.checking import SEAL, TIMESTAMP, TRUSTED_LIST


def seal_json(report: Report) -> JsonObject | None:
    """Write the seal; None for documents that are secured in another way.

    Whose it is is only told of an intact seal, and `vouched_for` says whether anybody vouches for
    what its certificate says.
    """
    if report.format not in OF_EUROPASS:
        return None
    facts = report.facts.seal
    if facts is None:
        return _not_intact(report)
    certificate = facts.certificate
    standing = facts.standing
    return {
        "intact": True,
        "standing": standing.value,
        "label": both("seal_standings", standing.value),
        "sentence": both("seal_sentences", standing.value),
        "vouched_for": standing not in (Standing.UNKNOWN, Standing.DEMO),
        "organisation": certificate.organisation if certificate else None,
        "identifier": certificate.organisation_identifier if certificate else None,
        "country": certificate.country if certificate else None,
        "certificate": {
            "subject": certificate.subject,
            "issuer": certificate.issuer,
            "serial": str(certificate.serial),
            "valid_from": certificate.valid_from.isoformat(),
            "valid_until": certificate.valid_until.isoformat(),
        }
        if certificate
        else None,
        "on_trusted_list": _on_trusted_list(report),
        **_times(report, facts),
        "level": facts.level.value if facts.level else None,
    }


def _not_intact(report: Report) -> JsonObject:
    """Say of a seal that nothing about it can be believed, or that there is none."""
    finding = _finding(report, SEAL)
    kind = "missing" if report.format == Format.EDC_UNSIGNED.value else "not_read"
    if kind == "not_read" and finding is not None and finding.outcome is Outcome.FAILED:
        kind = "broken"
    absent = ("organisation", "identifier", "country", "certificate", "on_trusted_list")
    return {
        "intact": False if kind == "broken" else None,
        "standing": kind,
        "label": both("seal_standings", kind),
        "sentence": both("seal_sentences", kind),
        "vouched_for": False,
        **dict.fromkeys((*absent, "claimed_at", "proven_at", "time_stamp_authority", "level")),
    }


def _times(report: Report, facts: SealFacts) -> JsonObject:
    finding = _finding(report, TIMESTAMP)
    named = finding.params.get("authority") if finding is not None else None
    return {
        "claimed_at": facts.claimed_at.isoformat() if facts.claimed_at else None,
        "proven_at": facts.proven_at.isoformat() if facts.proven_at else None,
        "time_stamp_authority": (named or None) if facts.proven_at else None,
    }


def _on_trusted_list(report: Report) -> bool | None:
    """Tell whether the signer's authority is on the EU's lists; None: nobody looked."""
    finding = _finding(report, TRUSTED_LIST)
    if finding is None:
        return None
    if finding.problem is None:
        return True
    return False if finding.problem.code == "SEAL_NOT_ON_TRUSTED_LIST" else None


def _finding(report: Report, check: str) -> Finding | None:
    return next((one for one in report.findings if one.check == check), None)
