"""Judge a credential of the IETF's data model: SD-JWT VC, all of whose content is claims.

The order is the one of every credential; what cannot be checked of one stays open.
"""

import dataclasses

from contexts import JsonObject
from verifier.checks.issuer import STRANGER, check_issuer
from verifier.checks.key_binding import with_holder
from verifier.checks.proof import prove
from verifier.checks.status import check_status
from verifier.checks.validity import check_validity
from verifier.checks.vct import check_vct
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, passed
from verifier.registries.chosen import judge_issuer
from verifier.report import Finding, Report
from verifier.securing.jwt_claims import numeric_date
from verifier.trust_layers import Claimed, trust_layers

_FORMAT = "format"
_PERIOD = {"validFrom": "nbf", "validUntil": "exp"}
"""What VCDM calls the two ends of validity, and the claims that stand for them here."""


def judge_sd_jwt_vc(parsed: Parsed, inquiry: Inquiry) -> Report:
    """Judge a credential that was read (step 1); always give a report."""
    findings = [passed(_FORMAT, format=parsed.format.value)]
    proven = prove(parsed, inquiry)
    findings += proven.findings
    facts = proven.facts
    layers: tuple[Finding, ...] = ()
    if proven.holds:  # else nothing can be believed
        bound = proven.is_bound
        judgement = judge_issuer(facts.issuer_id or "", inquiry) if bound else STRANGER
        findings += _validity(parsed.claims, inquiry)
        findings.append(check_vct(parsed.document))
        signers = judgement.status_delegates | {facts.issuer_id or ""}
        findings += check_status(parsed, signers, inquiry)
        findings.append(check_issuer(facts.issuer_id or "", judgement))
        if bound:
            layers = trust_layers(
                Claimed(facts.issuer_id or "", parsed.document), judgement, inquiry
            )
            facts = dataclasses.replace(facts, trust=judgement)
        if parsed.selective is not None:
            facts, told = with_holder(facts, parsed, parsed.selective, inquiry)
            findings += told
    return Report(
        parsed.document,
        tuple(findings),
        inquiry.needed,
        inquiry.consulted,
        parsed.format.value,
        facts,
        trust_layers=layers,
    )


def _validity(claims: JsonObject, inquiry: Inquiry) -> tuple[Finding, ...]:
    """Compare `nbf` and `exp` with now (RFC 7519, sections 4.1.4 and 4.1.5)."""
    dates: JsonObject = {}
    for member, claim in _PERIOD.items():
        if claim not in claims:
            continue
        date = numeric_date(claims[claim])
        if date is None:
            return (_malformed(claim).finding(member),)
        dates[member] = date
    return check_validity(dates, inquiry.now)


def _malformed(claim: str) -> Judged:
    return failed("JWT_CLAIM_MALFORMED", f"The claim {claim} is not a time.", claim=claim)
