"""Judge one credential: the numbered checklist, in an order that is a security property."""

import dataclasses

from verifier.checks.achievement import check_achievement
from verifier.checks.arrangement import is_rearranged
from verifier.checks.concealed import without_concealed, without_undisclosed
from verifier.checks.context import check_context
from verifier.checks.issuer import STRANGER, check_issuer
from verifier.checks.key_binding import with_holder
from verifier.checks.proof import Proven, prove
from verifier.checks.related_resource import check_related_resources
from verifier.checks.schema import check_schema
from verifier.checks.status import check_status
from verifier.checks.validity import check_validity
from verifier.data_model import issuer_of
from verifier.formats import Format, Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import passed
from verifier.registries.chosen import judge_issuer
from verifier.report import Facts, Finding, Report
from verifier.sd_jwt_vc import judge_sd_jwt_vc
from verifier.trust_layers import Claimed, trust_layers

FORMAT = "format"


def judge_credential(parsed: Parsed, inquiry: Inquiry) -> Report:
    """Judge a credential that was read (step 1); always give a report."""
    if parsed.format is Format.SD_JWT_VC:
        return judge_sd_jwt_vc(parsed, inquiry)
    found = [passed(FORMAT, format=parsed.format.value)]
    # (2) the issuer's verification method, (3) the proof
    proven = prove(parsed, inquiry)
    found += proven.findings
    if proven.holds:
        found.append(check_context(parsed, inquiry, proven.facts.securing))
    if not proven.holds or is_rearranged(found[-1]):  # nothing else can be believed
        return _report(parsed, inquiry, proven.facts, tuple(found))
    return _judge_content(parsed, inquiry, proven, found)


def _judge_content(
    parsed: Parsed, inquiry: Inquiry, proven: Proven, found: list[Finding]
) -> Report:
    """Run the checks that rest on a good proof: all of them, the reader wants every reason."""
    document = parsed.document
    issuer_id = issuer_of(document)
    judgement = judge_issuer(issuer_id, inquiry) if proven.is_bound else STRANGER
    findings = [*found]
    # (4) validity period
    findings += check_validity(document, inquiry.now)
    # (5) schema, achievement
    if inquiry.binds_issuers:  # the profile W3C-permissive judges the data model only
        findings += check_schema(document, inquiry, parsed.known)
        findings.append(check_achievement(document))
    findings += check_related_resources(document)
    # (6) status, by lists whose signer is bound to the issuer
    findings += check_status(parsed, judgement.status_delegates | {issuer_id}, inquiry)
    if proven.mandatory is not None and inquiry.binds_issuers:
        findings = without_concealed(findings, document, proven.mandatory)
    if parsed.selective is not None:
        findings = without_undisclosed(findings, document, parsed.selective.revealed)
    # (7) issuer, by the trust policy
    findings.append(check_issuer(issuer_id, judgement))
    facts = proven.facts
    layers: tuple[Finding, ...] = ()
    if proven.is_bound:
        layers = trust_layers(Claimed.of(issuer_id, document), judgement, inquiry)
        facts = dataclasses.replace(facts, trust=judgement)
    if parsed.selective is not None:
        facts, told = with_holder(facts, parsed, parsed.selective, inquiry)
        findings += told
    return _report(parsed, inquiry, facts, tuple(findings), layers)


def _report(
    parsed: Parsed,
    inquiry: Inquiry,
    facts: Facts,
    findings: tuple[Finding, ...],
    trust_layers: tuple[Finding, ...] = (),
) -> Report:
    return Report(
        parsed.document,
        findings,
        inquiry.needed,
        inquiry.consulted,
        parsed.format.value,
        facts,
        trust_layers=trust_layers,
    )
