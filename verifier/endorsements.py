"""Endorsements inside a credential: credentials of others, each judged on its own.

OB 3.0, sections 4.4 and B.2. A bad endorsement makes no badge bad, and one that was not checked is
never shown as good; so they are told of as notices.
"""

import dataclasses
from collections.abc import Iterator

from contexts import JsonObject, JsonValue
from verifier.credential import FORMAT, judge_credential
from verifier.data_model import as_list, subjects_of
from verifier.formats import Format, NotRead, Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed
from verifier.parse import parse, parse_document
from verifier.report import Finding, Outcome, Report

CHECK = "endorsement"
_MEMBERS = ("endorsement", "endorsementJwt")


def judge_endorsed(parsed: Parsed, inquiry: Inquiry) -> Report:
    """Judge a credential, and once it is its issuer's, the endorsements in it."""
    report = judge_credential(parsed, inquiry)
    if report.facts.trust is None or parsed.format is Format.SD_JWT_VC:
        return report
    if parsed.names.isdisjoint(_MEMBERS):
        return report
    found = list(_endorsements(parsed.document))
    most = inquiry.limits.endorsements
    identifiers = set(_identifiers(parsed.document))
    reports = tuple(_judge(item, inquiry) for item in found[:most])
    told = [_told(position, each, identifiers) for position, each in enumerate(reports, 1)]
    if len(found) > most:
        told.append(
            noticed(
                CHECK,
                "ENDORSEMENT_NOT_CHECKED",
                f"Only the first {most} endorsements were checked.",
                cause="LIMIT_EXCEEDED",
            )
        )
    return dataclasses.replace(
        report,
        findings=(*report.findings, *told),
        needs=inquiry.needed,
        used=inquiry.consulted,
        endorsements=reports,
    )


def _endorsements(value: JsonValue) -> Iterator[JsonValue]:
    """Give the endorsements anywhere in a document, but for those inside endorsements."""
    if isinstance(value, list):
        for item in value:
            yield from _endorsements(item)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in _MEMBERS:
                yield from as_list(member)
            else:
                yield from _endorsements(member)


def _identifiers(value: JsonValue) -> Iterator[str]:
    """Give the ids of what a document describes, but for what its endorsements say."""
    if isinstance(value, list):
        for item in value:
            yield from _identifiers(item)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name == "id" and isinstance(member, str):
                yield member
            elif name not in _MEMBERS:
                yield from _identifiers(member)


def _judge(item: JsonValue, inquiry: Inquiry) -> Report:
    part = inquiry.part()
    try:
        if isinstance(item, str):
            parsed = parse(item.encode("utf-8"), inquiry.limits)
        else:
            parsed = parse_document(item, inquiry.limits)
        if parsed.is_presentation:
            raise failed("TYPE_MISSING", "The endorsement is a presentation and no credential.")
        report = judge_credential(parsed, part)
    except Judged as stopped:
        named = stopped.format.value if isinstance(stopped, NotRead) else None
        return Report(None, (stopped.finding(FORMAT),), (), (), named)
    inquiry.absorb(part)
    return report


def _told(position: int, report: Report, identifiers: set[str]) -> Finding:
    cause = report.root_cause
    params = {"position": str(position), "endorser": report.facts.issuer_id or ""}
    if cause and cause.problem:
        params["cause"] = cause.problem.code
    if report.outcome is Outcome.FAILED:
        detail = "An endorsement in the credential does not hold; this changes nothing else."
        return noticed(CHECK, "ENDORSEMENT_WRONG", detail, **params)
    if report.outcome is Outcome.INDETERMINATE:
        detail = "An endorsement in the credential could not be confirmed; do not count on it."
        return noticed(CHECK, "ENDORSEMENT_NOT_CHECKED", detail, **params)
    subjects = subjects_of(report.document or {})
    if not any(_identifier(subject) in identifiers for subject in subjects):
        detail = "An endorsement in the credential is about something else."
        return noticed(CHECK, "ENDORSEMENT_OF_OTHER", detail, **params)
    return passed(CHECK, **params)


def _identifier(subject: JsonObject) -> JsonValue:
    return subject.get("id")
