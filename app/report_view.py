"""A verification's report as JSON: the verdict, its one cause, and what it rests on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from app.container_view import container_json, found_in
from app.credential_view import credential_json
from app.own_records import Standing
from app.reading import Reading
from app.sentences import both, explain, has
from app.status_view import status_json
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Finding, Outcome, Report
from verifier.containers import Container

OWN_REGISTER = "own register"
_NAMELESS = ("did:key:", "did:jwk:")


@dataclass(frozen=True, slots=True)
class Answer:
    """One finished verification, with what the view needs beside the report."""

    report: Report
    reading: Reading
    """What was judged, and how it was repaired."""
    now: datetime
    standing: Standing | None = None
    """Our own record, for a credential of ours."""
    own_names: Mapping[str, Text] = field(default_factory=dict)
    """Our own issuers' names, by DID."""
    containers: tuple[Container, ...] = ()
    """What the credential was found in, from the outermost to the innermost."""


def report_json(answer: Answer, *, public_url: str) -> JsonObject:
    """Write the report; every text in it is in Slovenian and English."""
    report = answer.report
    findings = [_finding_json(finding, public_url) for finding in report.findings]
    cause = report.root_cause
    root_cause = None if cause is None else findings[report.findings.index(cause)]
    format_name = report.format or ""
    return {
        "outcome": report.outcome.value,
        "verified": report.outcome is Outcome.PASSED,
        **_verdict(answer, root_cause),
        "root_cause": root_cause,
        "findings": findings,
        "issuer": _issuer_json(answer),
        "credential": credential_json(report.document, proven=is_proven(report)),
        "status": status_json(report, answer.standing),
        **_successor(answer.standing),
        "checked_at": answer.now.isoformat(),
        "container": container_json(answer.containers),
        "repairs": [
            {"code": repair.value, "sentence": both("repairs", repair.value)}
            for repair in answer.reading.repairs
        ],
        "digest": "sha256:" + hashlib.sha256(answer.reading.secured).hexdigest()
        if answer.reading.secured
        else None,
        "format": report.format,
        "format_label": both("formats", format_name) if has("formats", format_name) else None,
        "policy": {"name": "default", "sentence": both("policies", "default")},
    }


def _successor(standing: Standing | None) -> JsonObject:
    successor = standing.superseded_by if standing else None
    notice = both("other", "superseded") if successor else None
    return {"superseded_by": successor, "notice": notice}


def is_proven(report: Report) -> bool:
    """Tell whether key and signature held: only then did the checklist reach the issuer."""
    return report.facts.trust is not None


def _verdict(answer: Answer, root_cause: JsonObject | None) -> JsonObject:
    if root_cause is not None:
        return {"sentence": root_cause["sentence"], "next_step": root_cause["next_step"]}
    if answer.report.outcome is not Outcome.PASSED:
        sentence = both("verdicts", "nothing_checked")
        return {"sentence": sentence, "next_step": both("next_steps", "ask_issuer")}
    name = _known_name(answer)
    sentence = both("verdicts", "passed", issuer=name) if name else both("verdicts", "passed_plain")
    return {"sentence": sentence, "next_step": both("next_steps", "none")}


def _finding_json(finding: Finding, public_url: str) -> JsonObject:
    problem = finding.problem
    common = {
        "check": finding.check,
        "label": both("checks", finding.check),
        "outcome": finding.outcome.value,
    }
    if problem is None:
        return common | {
            "code": None,
            "type": None,
            "title": None,
            "sentence": _passed_sentence(finding),
            "next_step": None,
            "detail": None,
            "params": dict(finding.params),
        }
    told = explain(problem.code, problem.params)
    return common | {
        "code": problem.code,
        "type": public_url + problem.type if problem.type.startswith("/") else problem.type,
        "title": told.title,
        "sentence": told.sentence,
        "next_step": told.next_step,
        "detail": problem.detail,
        "params": dict(problem.params),
    }


def _passed_sentence(finding: Finding) -> Text:
    params = finding.params
    if finding.check == "container" and "container" in params:
        return found_in(params["container"].split())
    if finding.check in {"validFrom", "validUntil"} and "date" in params:
        return both("passed_variants", f"{finding.check}_with_date", date=params["date"])
    if finding.check == "validUntil":
        return both("passed_variants", "validUntil_without_date")
    if finding.check == "credentialStatus":
        purpose = params.get("purpose", "none")
        variant = {"none": "status_none", "suspension": "status_suspension"}.get(purpose)
        if variant or purpose != "revocation":
            return both("passed_variants", variant or "status_other")
    return both("passed_checks", finding.check)


def _issuer_json(answer: Answer) -> JsonObject:
    report = answer.report
    judgement = report.facts.trust
    domain = _domain(report.facts.issuer_id)
    known = judgement is not None and judgement.known
    return {
        "id": report.facts.issuer_id,
        "name_known_here": _known_name(answer) if known else None,
        "known": known,
        "source": judgement.source if judgement is not None and known else None,
        "domain": domain,
        "key_belongs_to_domain": _belongs(report, domain),
        "explanation": _explanation(report, domain),
    }


def _known_name(answer: Answer) -> Text | None:
    """Give the issuer's name from the register or list that knows it, never from the credential."""
    judgement = answer.report.facts.trust
    if judgement is None or not judgement.known:
        return None
    own = answer.own_names.get(answer.report.facts.issuer_id or "")
    if own is not None:
        return own
    return {"sl": judgement.name, "en": judgement.name} if judgement.name else None


def _belongs(report: Report, domain: str | None) -> bool | None:
    """Tell whether the domain publishes the key: None where there is none, or it is not known."""
    if domain is None:
        return None
    if is_proven(report):
        return True
    wrong = any(
        finding.check == "verificationMethod" and finding.outcome is Outcome.FAILED
        for finding in report.findings
    )
    return False if wrong else None


def _explanation(report: Report, domain: str | None) -> Text:
    judgement = report.facts.trust
    if judgement is None:
        return both("issuers", "not_established")
    if judgement.known:
        return both("issuers", "own" if judgement.source == OWN_REGISTER else "trusted")
    if domain is None:
        return both("issuers", "unknown_key")
    return both("issuers", "unknown_domain", domain=domain)


def _domain(issuer_id: str | None) -> str | None:
    """Give the domain in a did:web or https identifier."""
    if issuer_id is None or issuer_id.startswith(_NAMELESS):
        return None
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2]) or None
    try:
        parts = urlsplit(issuer_id)
    except ValueError:
        return None
    return parts.hostname if parts.scheme == "https" else None
