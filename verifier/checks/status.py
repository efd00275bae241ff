"""Step 6: was the credential revoked or suspended since?

Every entry of `credentialStatus`, and the `status` claim of a token, gets a finding of its own.
"""

from collections.abc import Callable

from contexts import JsonObject, JsonValue
from verifier.checks.bitstring_status import check_bitstring
from verifier.checks.revocation_list import check_listed
from verifier.checks.status_entry import CODE
from verifier.checks.status_meaning import CHECK
from verifier.checks.status_types import BITSTRING_TYPES, REVOCATION_LIST_1EDTECH
from verifier.checks.token_status import check_status_claim
from verifier.data_model import as_list, types_of
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.report import Finding

Check = Callable[[JsonObject, JsonObject, frozenset[str], Inquiry], Finding]
"""Checks an entry of a credential; the set names who may sign the lists. Raises Judged."""

_CHECKS: dict[str, Check] = {
    **dict.fromkeys(BITSTRING_TYPES, check_bitstring),
    REVOCATION_LIST_1EDTECH: check_listed,
}
"""By the type of the entry; what is not here is named, and not believed to be good."""


def check_status(parsed: Parsed, signers: frozenset[str], inquiry: Inquiry) -> tuple[Finding, ...]:
    """Check every status the credential names, one finding each; `signers` may sign the lists.

    A credential that names none passes: the signature covers that its issuer publishes no status
    for it. The finding then has no purpose among its params.
    """
    findings: list[Finding] = []
    if "credentialStatus" in parsed.document:
        findings += _check_entries(parsed.document, signers, inquiry)
    if "status" in parsed.claims:
        findings += check_status_claim(parsed, signers, inquiry)
    return tuple(findings) or (passed(CHECK),)


def _check_entries(
    document: JsonObject, signers: frozenset[str], inquiry: Inquiry
) -> list[Finding]:
    entries = as_list(document["credentialStatus"])
    most = inquiry.limits.status_entries
    if not entries:
        return [failed(CODE, "credentialStatus has no entry.").finding(CHECK)]
    if len(entries) > most:
        detail = f"The credential has more than {most} status entries, which are not read here."
        return [failed("LIMIT_EXCEEDED", detail, limit="status_entries").finding(CHECK)]
    return [_check_entry(entry, document, signers, inquiry) for entry in entries]


def _check_entry(
    entry: JsonValue, document: JsonObject, signers: frozenset[str], inquiry: Inquiry
) -> Finding:
    try:
        if not isinstance(entry, dict):
            raise failed(CODE, "An entry of credentialStatus is not an object.")
        return _check_of(entry)(entry, document, signers, inquiry)
    except Judged as stopped:
        return Finding(CHECK, stopped.outcome, stopped.problem, _purpose(entry))


def _purpose(entry: JsonValue) -> dict[str, str]:
    """Say of an entry that could not be checked what it would have told."""
    purpose = entry.get("statusPurpose") if isinstance(entry, dict) else None
    return {"purpose": shown(purpose, 60)} if isinstance(purpose, str) else {}


def _check_of(entry: JsonObject) -> Check:
    kinds = [kind for kind in types_of(entry) if isinstance(kind, str)]
    if not kinds:
        raise failed(CODE, "An entry of credentialStatus has no type.", term="type")
    known = [_CHECKS[kind] for kind in kinds if kind in _CHECKS]
    if not known:
        raise undecided(
            "STATUS_TYPE_UNKNOWN",
            f"The credential's status is of the type {shown(kinds[0], 60)}, which is not checked "
            "here: it may have been revoked. Ask the issuer.",
            type=shown(kinds[0], 60),
        )
    return known[0]
