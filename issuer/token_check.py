"""Check a token beside a badge that is verified: its content is known, its signature is not."""

from __future__ import annotations

from contexts import JsonObject
from issuer.errors import SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.credential import SignedDocument
from verifier import Finding, Outcome
from verifier.checks.proof import prove
from verifier.formats import Format, Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged
from verifier.limits import LIMITS
from verifier.parse import parse


def check_token(token: SignedDocument, badge: JsonObject, inquiry: Inquiry) -> None:
    """Raise SelfCheckFailed unless the token is good, and says what the verified badge says.

    It is read from its bytes. Where it says the same to the byte, all that was found out about the
    content of the badge holds for it.
    """
    name = token.format.value
    try:
        parsed = parse(token.body, LIMITS)
    except Judged as error:
        raise SelfCheckFailed(
            f"The signed credential ({name}) can not be read back: {error.problem.detail}"
        ) from error
    if not _says(badge, parsed):
        raise SelfCheckFailed(f"The signed credential ({name}) does not say what the badge says.")
    proven = prove(parsed, inquiry)
    require_passed(proven.findings, name)
    if not proven.holds:
        raise SelfCheckFailed(f"The signed credential ({name}) was not checked completely.")


def _says(badge: JsonObject, parsed: Parsed) -> bool:
    told = {name: value for name, value in badge.items() if name != "proof"}
    return parsed.format is Format.OB_VC_JWT and json_bytes(parsed.document) == json_bytes(told)


def require_passed(findings: tuple[Finding, ...], name: str) -> None:
    """Raise SelfCheckFailed unless every finding is good."""
    for finding in findings:
        if finding.outcome is not Outcome.PASSED:
            why = finding.problem.detail if finding.problem else finding.check
            raise SelfCheckFailed(f"The signed credential ({name}) does not verify: {why}")
