"""Judge a presentation: who presents, and each credential in it on its own.

VCDM 2.0, section 4.13. A presentation adds nothing to its credentials but the proof that whoever
presents them holds a key; so a bad one makes no credential bad, and the report keeps them apart.
"""

import dataclasses

from contexts import JsonObject, JsonValue
from verifier.checks.arrangement import check_arrangement
from verifier.checks.holder import CHECK as HOLDER
from verifier.checks.holder import check_holder
from verifier.checks.proof import prove
from verifier.credential import FORMAT
from verifier.data_model import (
    VCDM_1_1,
    as_list,
    holder_of,
    issuer_of,
    model_of,
    types_of,
)
from verifier.endorsements import judge_endorsed
from verifier.envelopes import ENVELOPES
from verifier.formats import Format, NotRead, Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, undecided
from verifier.parse import parse, parse_document
from verifier.presentation_request import PresentationRequest
from verifier.report import Facts, Finding, Report

CHECK = "credential"


def judge_presentation(parsed: Parsed, inquiry: Inquiry, request: PresentationRequest) -> Report:
    """Judge a presentation that was read; the findings tell of each credential in it too."""
    findings = [passed(FORMAT, format=parsed.format.value)]
    reports = _judge_credentials(parsed, inquiry)
    credentials = [report.document for report in reports if report.document is not None]
    facts = Facts()
    if parsed.token is not None or "proof" in parsed.document:
        proven = prove(parsed, inquiry)
        findings += proven.findings
        facts = proven.facts
        if proven.holds:
            rearranged = _rearranged(parsed)
            findings += rearranged
            holder = None if rearranged else facts.controller
            facts = dataclasses.replace(facts, holder_id=holder)
    if facts.holder_id or not findings[1:]:
        findings.append(check_holder(parsed, facts.holder_id or "", request, credentials))
        findings += _self_asserted(parsed.document, facts, reports)
    findings += [_told(position, report) for position, report in enumerate(reports, 1)]
    findings += _unjudged(parsed.document, inquiry)
    return Report(
        parsed.document,
        tuple(findings),
        inquiry.needed,
        inquiry.consulted,
        parsed.format.value,
        facts,
        reports,
    )


def presented(document: JsonObject) -> list[JsonValue]:
    """Give the credentials of a presentation as a list."""
    return as_list(document.get("verifiableCredential", []))


def _judge_credentials(parsed: Parsed, inquiry: Inquiry) -> tuple[Report, ...]:
    reports: list[Report] = []
    for item in presented(parsed.document)[: inquiry.limits.presented_credentials]:
        part = inquiry.part()
        reports.append(_judge(item, parsed, part))
        inquiry.absorb(part)
        cause = reports[-1].root_cause
        if cause and cause.problem and cause.problem.code == "TOO_COMPLEX":
            break  # the others may cost as much
    return tuple(reports)


def _judge(item: JsonValue, presentation: Parsed, inquiry: Inquiry) -> Report:
    try:
        return judge_endorsed(_read(item, presentation, inquiry), inquiry)
    except Judged as stopped:
        found = stopped.format.value if isinstance(stopped, NotRead) else None
        return Report(None, (stopped.finding(FORMAT),), (), (), found)


def _read(item: JsonValue, presentation: Parsed, inquiry: Inquiry) -> Parsed:
    """Read a credential of the presentation as its edition writes them; raise Judged."""
    if isinstance(item, str) and model_of(presentation.document) is VCDM_1_1:
        parsed = parse(item.encode("utf-8"), inquiry.limits)  # VCDM 1.1, 6.3.1
    elif isinstance(item, dict):
        # VC-JOSE-COSE, 3.1.2: what a signed token presents is in envelopes.
        loose = not any(name in types_of(item) for name in ENVELOPES)
        if presentation.format in (Format.VP_JWT, Format.VP_SD_JWT) and loose:
            raise _malformed("a credential outside an envelope, which this format forbids")
        parsed = parse_document(item, inquiry.limits)
    else:
        raise _malformed("what is neither a credential nor an envelope")
    if parsed.is_presentation:
        raise _malformed("another presentation instead of a credential")
    return parsed


def _malformed(what: str) -> Judged:
    return failed("MALFORMED_VALUE", f"The presentation holds {what}.", term="verifiableCredential")


def _rearranged(parsed: Parsed) -> list[Finding]:
    """Refuse a holder or credentials under another name: a token signs its text, a proof may not.

    The credentials have proofs of their own, and are looked at with those.
    """
    apart = ("verifiableCredential", "proof")
    own = {name: value for name, value in parsed.document.items() if name not in apart}
    try:
        if parsed.token is None:
            check_arrangement(own)
    except Judged as stopped:
        return [stopped.finding(HOLDER)]
    return []


def _self_asserted(
    document: JsonObject, facts: Facts, reports: tuple[Report, ...]
) -> list[Finding]:
    """Refuse what the holder's own key asserts in another's name, or in nobody's (4.13.4)."""
    method, holder = facts.verification_method, holder_of(document)
    own = [report for report in reports if method and report.facts.verification_method == method]
    if all(holder and issuer_of(report.document or {}) == holder for report in own):
        return []
    return [
        failed(
            "HOLDER_MISMATCH",
            "The presentation and a credential in it are signed with one key, so the credential's "
            "issuer has to be the presentation's holder, and is not.",
        ).finding(HOLDER)
    ]


def _told(position: int, report: Report) -> Finding:
    """Tell of one credential in the presentation's own findings, by its root cause."""
    cause = report.root_cause
    problem = cause.problem if cause else None
    params = {"position": str(position), "format": report.format or ""}
    return Finding(CHECK, report.outcome, problem, params)


def _unjudged(document: JsonObject, inquiry: Inquiry) -> list[Finding]:
    """Say that there is no credential, or that there are more than are judged."""
    count, most = len(presented(document)), inquiry.limits.presented_credentials
    if count == 0:
        nothing = "The presentation holds no credential, so it says nothing about anybody."
        if not inquiry.binds_issuers:  # the profile W3C-permissive judges the data model only
            return [noticed(CHECK, "PRESENTATION_EMPTY", nothing)]
        return [undecided("PRESENTATION_EMPTY", nothing).finding(CHECK)]
    if count > most:
        return [
            undecided(
                "LIMIT_EXCEEDED",
                f"The presentation holds {count} credentials; only the first {most} were judged.",
                limit="presented_credentials",
            ).finding(CHECK)
        ]
    return []
