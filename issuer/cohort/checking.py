"""Check every row before it leaves the house, by other code than made it.

The badge with its embedded proof is verified from its bytes, with all that a stranger would check.
The token is read from its bytes too; where it says the same to the byte, what was found out about
the badge holds for it, and what is left are its signature, its key and its claims.
"""

from __future__ import annotations

from issuer.errors import SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.credential import Format, SignedDocument, StatusListEntry
from issuer.self_check import SelfCheck, require_passed
from verifier import Report
from verifier.checks.proof import prove
from verifier.formats import Format as ReadFormat
from verifier.judgement import Judged
from verifier.limits import LIMITS
from verifier.parse import parse


def check_row(
    check: SelfCheck,
    documents: tuple[SignedDocument, ...],
    entries: tuple[StatusListEntry, ...],
) -> None:
    """Raise SelfCheckFailed unless every form of the credential is good."""
    forms = {document.format: document for document in documents}
    report = check.require_good(forms.pop(Format.DATA_INTEGRITY), entries)
    _require_same(check, forms.pop(Format.VC_JWT), report)
    for other in forms.values():  # a further format is checked in full, until it has its own way
        check.require_good(other, entries)


def _require_same(check: SelfCheck, token: SignedDocument, badge: Report) -> None:
    name = token.format.value
    try:
        parsed = parse(token.body, LIMITS)
    except Judged as error:
        raise SelfCheckFailed(
            f"The signed credential ({name}) can not be read back: {error.problem.detail}"
        ) from error
    told = {**(badge.document or {})}
    told.pop("proof", None)
    is_token = parsed.format is ReadFormat.OB_VC_JWT
    if not is_token or json_bytes(parsed.document) != json_bytes(told):
        raise SelfCheckFailed(f"The signed credential ({name}) does not say what the badge says.")
    proven = prove(parsed, check.inquiry())
    require_passed(proven.findings, name)
    if not proven.holds:
        raise SelfCheckFailed(f"The signed credential ({name}) was not checked completely.")
