"""Judge a European Digital Credential: the numbered checklist, in an order that is security.

Europass judges format, seal, revocation, accreditation, validity. So do we, with the seal first:
until it holds nothing else can be believed.
"""

from __future__ import annotations

from dataclasses import replace

from contexts import JsonObject
from verifier.checks.status import check_status
from verifier.checks.validity import check_validity
from verifier.edc.believing import believed
from verifier.edc.content import (
    check_accreditation,
    check_form,
    check_owner,
    status_document,
    status_not_offered,
)
from verifier.edc.flavours import refuse_other_flavours, unsealed
from verifier.edc.trust_layers import sealed_layers
from verifier.formats import Format, Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.report import Facts, Finding, Report
from verifier.securing.jades import (
    CheckedSeal,
    SealFacts,
    Standing,
    check_seal,
    integrity_findings,
    read_seal,
)
from verifier.securing.jades.checking import (
    CERTIFICATE,
    LEVEL,
    PATH,
    QUALIFICATION,
    SEAL,
    TIMESTAMP,
    TRUSTED_LIST,
)
from verifier.trust import TrustJudgement

FORMAT, ISSUER = "format", "issuer"
BY_TRUSTED_LISTS = "EU trusted lists"
_ORDER = (SEAL, CERTIFICATE, PATH, TRUSTED_LIST, QUALIFICATION, TIMESTAMP, LEVEL)
"""The reader's: whether somebody vouches for the signer matters more than when it was sealed."""
_QUALIFIED = (
    Standing.QUALIFIED,
    Standing.QUALIFIED_UNCONFIRMED,
    Standing.ADVANCED_QUALIFIED_CERTIFICATE,
)


def judge_sealed(secured: bytes, inquiry: Inquiry) -> Report:
    """Judge a sealed credential by its bytes; always give a report."""
    try:
        # (1) the one form a seal of this kind has, and the kind of credential in it
        seal = read_seal(secured, inquiry.limits)
        document = seal.document
        refuse_other_flavours(document)
    except Judged as stopped:
        # of another form: not judged, but whether it is intact is said
        intact = integrity_findings(secured, inquiry.limits)
        return Report(None, (stopped.finding(FORMAT), *intact), (), (), Format.JADES.value)
    readable = passed(FORMAT, format=Format.JADES.value)
    # (2) the seal: integrity, certificate, time stamps, path, trusted lists, qualification, level
    trust = believed(inquiry.policy, inquiry.seal_trust)
    checked = check_seal(seal, trust=trust, now=inquiry.now, limits=inquiry.limits)
    findings = [readable, *sorted(checked.findings, key=lambda found: _ORDER.index(found.check))]
    if not checked.is_intact:
        return _report(document, inquiry, Facts(), findings)
    findings += _content(document, checked, inquiry)
    facts = _facts(checked, inquiry)
    layers = sealed_layers(document, facts, inquiry)
    return replace(_report(document, inquiry, facts, findings), trust_layers=layers)


def judge_unsealed(parsed: Parsed) -> Report:
    """Say of a credential without a seal that nobody vouches for it."""
    document = unsealed(parsed.document)
    try:
        refuse_other_flavours(document)
        missing = failed(
            "SEAL_MISSING",
            "This is a European Digital Credential without its seal: anybody could have written "
            "it. Ask for the sealed file.",
        )
    except Judged as stopped:
        missing = stopped
    readable = passed(FORMAT, format=parsed.format.value)
    findings = (readable, missing.finding(SEAL), *check_form(document))
    return Report(document, findings, (), (), parsed.format.value)


def _content(document: JsonObject, checked: CheckedSeal, inquiry: Inquiry) -> list[Finding]:
    """Take the steps that rest on an intact seal: all of them, the reader wants every reason."""
    certificate = checked.facts.certificate
    judgement = _judgement(checked.facts, inquiry)
    findings = [check_owner(document, certificate)] if certificate else []
    findings += check_form(document)  # (3)
    findings += _status(document, judgement, inquiry)  # (4) revocation
    findings += check_accreditation(document)  # (5)
    findings += check_validity(document, inquiry.now)  # (6)
    findings.append(_issuer(checked.facts, judgement))  # (7)
    return findings


def _status(
    document: JsonObject, judgement: TrustJudgement, inquiry: Inquiry
) -> tuple[Finding, ...]:
    named = status_document(document)
    if named is None:
        return (status_not_offered(),)
    # A list is believed when somebody signed it who may speak for the sealing organisation.
    return check_status(Parsed(Format.JADES, named), judgement.status_delegates, inquiry)


def _judgement(facts: SealFacts, inquiry: Inquiry) -> TrustJudgement:
    """Say whether the certificate's organisation is known, and by whom.

    Its name is the certificate's, which somebody believed vouches for; a demonstration's vouches
    for nothing, so there a source of ours has to know the organisation.
    """
    certificate, path = facts.certificate, facts.path
    if certificate is None or path is None or path.anchor is None:
        return TrustJudgement(known=False, name=None, source="certificate")
    asked = inquiry.policy.judge(certificate.organisation_identifier or "")
    if facts.standing in (Standing.UNKNOWN, Standing.DEMO):
        return asked
    return TrustJudgement(
        known=True,
        name=certificate.organisation or certificate.subject,
        source=BY_TRUSTED_LISTS if facts.standing in _QUALIFIED else path.anchor.name,
        status_delegates=asked.status_delegates,
        kind="certificate",
        programmes=asked.programmes,
    )


def _issuer(facts: SealFacts, judgement: TrustJudgement) -> Finding:
    named = _identifier(facts)
    if judgement.known:
        return passed(
            ISSUER, issuer=shown(named), name=judgement.name or "", source=judgement.source
        )
    return undecided(
        "SEAL_ISSUER_UNKNOWN",
        f"The seal is intact and names {shown(named)}, but nobody known here vouches for that "
        "organisation. Find out by other means who this is.",
        issuer=shown(named),
        source=judgement.source,
    ).finding(ISSUER)


def _facts(checked: CheckedSeal, inquiry: Inquiry) -> Facts:
    named = _identifier(checked.facts)
    certificate = checked.facts.certificate
    return Facts(
        issuer_id=named,
        verification_method=certificate.subject if certificate else None,
        controller=named,
        securing=checked.facts.algorithm,
        trust=_judgement(checked.facts, inquiry),
        seal=checked.facts,
    )


def _identifier(facts: SealFacts) -> str:
    certificate = facts.certificate
    if certificate is None:
        return ""
    return certificate.organisation_identifier or certificate.subject


def _report(
    document: JsonObject, inquiry: Inquiry, facts: Facts, findings: list[Finding]
) -> Report:
    return Report(
        document, tuple(findings), inquiry.needed, inquiry.consulted, Format.JADES.value, facts
    )
