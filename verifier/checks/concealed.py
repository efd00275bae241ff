"""What a document shown in part does not tell: the absent and the concealed look the same.

Data Integrity ECDSA Cryptosuites 1.0, ecdsa-sd-2023: a holder may leave out whatever the issuer did
not make mandatory, an end of validity or a status among it. The same holds of an SD-JWT, where
nobody can tell a decoy from what was left out (RFC 9901, section 4.2.7).
"""

from contexts import JsonObject
from verifier.judgement import undecided
from verifier.report import Finding, Outcome
from verifier.securing.disclosures import Revealed

_VC = "https://www.w3.org/2018/credentials#"
_STATUS = "credentialStatus"
_PERIOD = ("validFrom", "validUntil")
_ABSENCES = frozenset(
    {
        "ACHIEVEMENT_CRITERIA_MISSING",
        "ACHIEVEMENT_MISSING",
        "ACHIEVEMENT_SUBJECT_UNIDENTIFIED",
    }
)
"""Problems of what is not there."""


def without_concealed(
    findings: list[Finding], document: JsonObject, mandatory: frozenset[str]
) -> list[Finding]:
    """Give the findings, those indeterminate that rest on what may be concealed."""
    doubted = [_reconsidered(finding, document, mandatory) for finding in findings]
    return [_excused(finding) for finding in doubted]


def without_undisclosed(
    findings: list[Finding], document: JsonObject, revealed: Revealed
) -> list[Finding]:
    """Do the same for an SD-JWT: digests nothing was disclosed for may be of anything.

    Whatever the issuer wrote in the open, or was disclosed, cannot be concealed at once.
    """
    mandatory = frozenset(
        _VC + name
        for name in (_STATUS, *_PERIOD)
        if name not in revealed.concealing and (name in document or "" not in revealed.concealing)
    )
    doubted = [_reconsidered(finding, document, mandatory) for finding in findings]
    return [_excused(finding) for finding in doubted] if revealed.concealing else doubted


def _excused(finding: Finding) -> Finding:
    """Call open what fails only because something is not there: it may be there and concealed."""
    problem = finding.problem
    if finding.outcome is not Outcome.FAILED or problem is None:
        return finding
    if problem.code not in _ABSENCES and not (
        problem.code == "SCHEMA_INVALID" and problem.params.get("wrong") == "nothing"
    ):
        return finding
    return undecided(
        "MAY_BE_CONCEALED",
        f"Only a part of the credential is shown, and not all that it needs is in it: "
        f"{problem.detail} Ask for a copy that shows more.",
    ).finding(finding.check)


def _reconsidered(finding: Finding, document: JsonObject, mandatory: frozenset[str]) -> Finding:
    check = finding.check
    if finding.outcome is not Outcome.PASSED or _VC + check in mandatory:
        return finding
    # One of several status entries may be left out; of an end of validity there is but one.
    if check == _STATUS or (check in _PERIOD and check not in document):
        return undecided(
            "MAY_BE_CONCEALED",
            f"Only a part of the credential is shown, and the issuer let the holder leave out "
            f"{check}, so nobody can tell whether there is one. Ask for a copy that shows it.",
            term=check,
        ).finding(check)
    return finding
