"""A verification's report as JSON: the verdict, its one cause, and what it rests on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.container_view import container_json
from app.credential_view import credential_json
from app.db.standings import Standing
from app.edc.content import edc_json
from app.edc.europass import OF_EUROPASS, europass_json
from app.edc.seal import seal_json
from app.edc.twin import Twin, twin_json
from app.finding_view import finding_json
from app.presentation_view import holder_json, is_held, is_presentation, presentation_sentence
from app.reading import Reading
from app.sd_jwt_view import sd_jwt_vc_json
from app.sentences import both, explain, has, on_day
from app.status_view import status_json
from app.trust_view import trust_json
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Outcome, Report, TrustJudgement
from verifier.containers import Container
from verifier.evidence import EvidencePack
from verifier.formats import Format
from verifier.open_badges_2.judging import HOSTED
from verifier.securing.jades import Standing as SealStanding
from verifier.trust_layers import domain_of

POLICY = "default"
"""The name of the one rule by which this service judges."""


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
    pack: EvidencePack | None = None
    """Everything the report rests on."""
    as_of: bool = False
    """The report is of an evidence pack, as things stood at `now`; nothing was looked up today."""
    presented_standings: tuple[Standing | None, ...] = ()
    """Of a presentation: our own record of each credential in it."""
    endorsement: bool = False
    """Whether this is an endorsement inside another credential."""
    twin: Twin | None = None
    """Of a credential of ours: the same award's other credential."""
    containers: tuple[Container, ...] = ()
    """What the credential was found in, from the outermost to the innermost."""


def report_json(answer: Answer, *, public_url: str) -> JsonObject:
    """Write the report; every text in it is in Slovenian and English."""
    report = answer.report
    findings = [finding_json(finding, report, public_url) for finding in report.findings]
    cause = report.root_cause
    root_cause = None if cause is None else findings[report.findings.index(cause)]
    format_name = report.format or ""
    return {
        "outcome": report.outcome.value,
        # Who asks a machine's question wants today's answer, and a pack has none.
        "verified": report.outcome is Outcome.PASSED and not answer.as_of,
        **_verdict(answer, root_cause),
        "root_cause": root_cause,
        "findings": findings,
        **_subject(answer, public_url),
        "status": status_json(report, answer.standing),
        **_successor(answer.standing),
        "twin": twin_json(answer.twin),
        **_parts(answer, public_url),
        "checked_at": answer.now.isoformat(),
        **({"as_of": answer.now.isoformat()} if answer.as_of else {}),
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
        "policy": {"name": POLICY, "sentence": both("policies", POLICY)},
    }


def _subject(answer: Answer, public_url: str) -> JsonObject:
    """Tell who issued what; or of a presentation, which is nobody's credential, who presents."""
    report = answer.report
    if is_presentation(report):
        nobodys = dict.fromkeys(("issuer", "trust", "credential", "seal", "europass"))
        return {**nobodys, "holder": holder_json(report)}
    return {
        "issuer": _issuer_json(answer),
        "trust": trust_json(report, public_url, _own_name(answer)),
        "credential": _credential_json(report),
        "seal": seal_json(report),
        "europass": europass_json(report),
        "holder": holder_json(report) if is_held(report) else None,
    }


def _credential_json(report: Report) -> JsonObject | None:
    proven = is_proven(report)
    if report.format in OF_EUROPASS:
        return edc_json(report.document, proven=proven) if report.document else None
    read = sd_jwt_vc_json if report.format == Format.SD_JWT_VC.value else credential_json
    return read(report.document, proven=proven)


def _parts(answer: Answer, public_url: str) -> JsonObject:
    """Write the report of each presented credential and each endorsement, in the same shape."""
    report = answer.report
    bare = replace(
        answer,
        reading=Reading(b""),
        standing=None,
        twin=None,
        presented_standings=(),
        endorsement=False,
    )
    standings = answer.presented_standings or (None,) * len(report.credentials)
    return {
        "credentials": [
            report_json(replace(bare, report=each, standing=standing), public_url=public_url)
            for each, standing in zip(report.credentials, standings, strict=True)
        ],
        "endorsements": [
            report_json(replace(bare, report=each, endorsement=True), public_url=public_url)
            | {"notice": _beside_the_point(report, position)}
            for position, each in enumerate(report.endorsements, 1)
        ],
    }


def _beside_the_point(report: Report, position: int) -> Text | None:
    """Say that an endorsement, however genuine, is about something else than its credential."""
    code = "ENDORSEMENT_OF_OTHER"
    found = any(
        finding.problem is not None
        and finding.problem.code == code
        and finding.problem.params.get("position") == str(position)
        for finding in report.findings
    )
    return explain(code).sentence if found else None


def _successor(standing: Standing | None) -> JsonObject:
    """Say by which credential this one was replaced, and when: the new one can be asked for."""
    successor = standing.superseded_by if standing else None
    if standing is None or successor is None:
        return {"superseded_by": None, "notice": None}
    if standing.changed_at is None:
        return {"superseded_by": successor, "notice": both("other", "superseded")}
    replaced_on = standing.changed_at.isoformat()
    named = f"urn:uuid:{successor}"
    notice = both("other", "superseded_by", date=replaced_on, successor=named)
    return {"superseded_by": successor, "notice": notice}


def is_proven(report: Report) -> bool:
    """Tell whether key and signature held: only then did the checklist reach the issuer."""
    return report.facts.trust is not None


def _verdict(answer: Answer, root_cause: JsonObject | None) -> JsonObject:
    verdict = _verdict_then(answer, root_cause)
    if not answer.as_of:
        return verdict
    day = on_day(answer.now.isoformat()) or ""
    told = both("verdicts", "as_of", day=day, verdict=verdict["sentence"])
    return {"sentence": told, "next_step": both("next_steps", "check_today")}


def _verdict_then(answer: Answer, root_cause: JsonObject | None) -> JsonObject:
    if root_cause is not None:
        sentence = presentation_sentence(answer.report) or root_cause["sentence"]
        return {"sentence": sentence, "next_step": root_cause["next_step"]}
    if answer.report.outcome is not Outcome.PASSED:
        sentence = both("verdicts", "nothing_checked")
        return {"sentence": sentence, "next_step": both("next_steps", "ask_issuer")}
    sentence = presentation_sentence(answer.report) or _good_news(answer)
    return {"sentence": sentence, "next_step": both("next_steps", "none")}


_NAMED_KINDS = ("own", "trusted-list")
"""Sources of a seal's owner that a sentence names by what they are."""


def _good_news(answer: Answer) -> Text:
    what = "endorsement" if answer.endorsement else "passed"
    name = _known_name(answer)
    seal = answer.report.facts.seal
    if seal is not None and seal.standing is SealStanding.DEMO and name:
        return both("verdicts", "passed_demo", issuer=name)
    return both("verdicts", what, issuer=name) if name else both("verdicts", f"{what}_plain")


def _issuer_json(answer: Answer) -> JsonObject:
    report = answer.report
    judgement = report.facts.trust
    domain = domain_of(report.facts.issuer_id or "")
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
    own = _own_name(answer)
    if own is not None:
        return own
    return {"sl": judgement.name, "en": judgement.name} if judgement.name else None


def _own_name(answer: Answer) -> Text | None:
    return answer.own_names.get(answer.report.facts.issuer_id or "")


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
    if report.facts.seal is not None:
        return _sealed_explanation(judgement)
    if report.facts.securing == HOSTED:  # Open Badges 2.0: nothing is signed
        return _hosted_explanation(judgement, domain or report.facts.issuer_id or "")
    return _signed_explanation(judgement, domain)


def _signed_explanation(judgement: TrustJudgement, domain: str | None) -> Text:
    if judgement.known:
        name = {"own": "own", "list": "trusted"}.get(judgement.kind, "registry")
        return both("issuers", name, source=judgement.source)
    if judgement.not_consulted:
        return both("issuers", "not_checked")
    if domain is None:
        return both("issuers", "unknown_key")
    return both("issuers", "unknown_domain", domain=domain)


def _sealed_explanation(judgement: TrustJudgement) -> Text:
    if judgement.known:
        return both(
            "issuers",
            f"seal_{judgement.kind if judgement.kind in _NAMED_KINDS else 'known'}",
            source=judgement.source,
        )
    return both("issuers", "seal_unknown")


def _hosted_explanation(judgement: TrustJudgement, domain: str) -> Text:
    if judgement.known:
        return both("issuers", "hosted_known")
    if judgement.not_consulted:
        return both("issuers", "hosted_not_checked")
    return both("issuers", "hosted_domain", domain=domain)
