"""Step 6: was the credential revoked or suspended since?

Bitstring Status List 1.0, section 3.2. The list is a credential and is verified like one, by steps
1 to 4, never by its own status; and it must be signed by the credential's issuer, or a delegate the
policy names: else whoever controls the list's address could un-revoke.
"""

from collections.abc import Callable
from datetime import timedelta

from contexts import JsonObject
from verifier.checks.proof import prove
from verifier.checks.revocation_list import check_listed
from verifier.checks.status_entry import StatusEntry, read_entry
from verifier.checks.status_types import REVOCATION_LIST_1EDTECH
from verifier.checks.validity import check_validity
from verifier.data_model import as_list, issuer_of, subjects_of, types_of
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.parse import parse
from verifier.report import Finding, Outcome
from verifier.resources import Fetched, Kind
from verifier.status_list import MINIMUM_ENTRIES, MalformedStatusList, StatusList

CHECK = "credentialStatus"


def check_status(
    document: JsonObject, signers: frozenset[str], inquiry: Inquiry
) -> tuple[Finding, ...]:
    """Check every status entry, one finding each; `signers` may sign the lists.

    A credential without credentialStatus passes: the signature covers that its issuer publishes no
    status for it. The finding then has no purpose among its params.
    """
    if "credentialStatus" not in document:
        return (passed(CHECK),)
    entries = as_list(document["credentialStatus"])
    most = inquiry.limits.status_entries
    if not entries or len(entries) > most:
        return (
            failed(
                "STATUS_MALFORMED", f"credentialStatus has to have between 1 and {most} entries."
            ).finding(CHECK),
        )
    return tuple(_check_entry(entry, document, signers, inquiry) for entry in entries)


def _check_entry(
    value: object, document: JsonObject, signers: frozenset[str], inquiry: Inquiry
) -> Finding:
    try:
        if isinstance(value, dict) and REVOCATION_LIST_1EDTECH in types_of(value):
            return check_listed(value, document, signers, inquiry)
        entry = read_entry(value, inquiry.limits)
        resource = inquiry.fetched(entry.list_url, Kind.STATUS_LIST, CHECK)
        credential = _verified_list(entry, resource, signers, inquiry)
        _check_fresh(entry, credential, resource, inquiry)
        value_set = _read_status(entry, credential, inquiry)
        return _finding(entry, credential, value_set)
    except Judged as stopped:
        return stopped.finding(CHECK)


def _verified_list(
    entry: StatusEntry, resource: Fetched, signers: frozenset[str], inquiry: Inquiry
) -> JsonObject:
    """Verify the list as a credential and give it; raise Judged."""
    try:
        parsed = parse(resource.body, inquiry.limits)
    except Judged as stopped:
        raise _invalid(entry, stopped.problem.code, stopped.problem.detail) from stopped
    signer = issuer_of(parsed.document)
    if signer not in signers and inquiry.binds_issuers:
        raise undecided(
            "STATUS_LIST_SIGNER_FOREIGN",
            f"The status list at {entry.list_url} is issued by {shown(signer)}, who is not the "
            "issuer of this credential and so cannot say whether it was revoked.",
            url=entry.list_url,
            signer=shown(signer),
        )
    proven = prove(parsed, inquiry, Kind.LIST_ISSUER_DOCUMENT)
    for finding in proven.findings:
        if finding.problem and finding.outcome is not Outcome.PASSED:
            raise _invalid(entry, finding.problem.code, finding.problem.detail)
    if proven.mandatory is not None:
        raise _malformed(entry, "only a part of it is shown")
    _check_type_and_purpose(entry, parsed.document)
    _check_period(entry, parsed.document, inquiry)
    return parsed.document


def _check_type_and_purpose(entry: StatusEntry, credential: JsonObject) -> None:
    subject = _list_subject(credential)
    wanted = entry.list_type
    if wanted.credential not in types_of(credential):
        raise _malformed(entry, f"it is not a {wanted.credential}")
    if wanted.subject not in types_of(subject):
        raise _malformed(entry, f"its subject is not a {wanted.subject}")
    if entry.purpose not in as_list(subject.get("statusPurpose")):
        raise undecided(
            "STATUS_PURPOSE_MISMATCH",
            f"The credential points to a list for {shown(entry.purpose, 60)}, but the list at "
            f"{entry.list_url} is for another purpose.",
            url=entry.list_url,
            purpose=shown(entry.purpose, 60),
        )


def _check_period(entry: StatusEntry, credential: JsonObject, inquiry: Inquiry) -> None:
    for finding in check_validity(credential, inquiry.now):
        if finding.problem:
            code = _PERIOD_CODES.get(finding.problem.code)
            if code is None:
                raise _invalid(entry, finding.problem.code, finding.problem.detail)
            raise undecided(
                code,
                f"The status list at {entry.list_url} does not count now: "
                f"{finding.problem.detail} Ask the issuer for a new one.",
                url=entry.list_url,
                **finding.problem.params,
            )


_PERIOD_CODES = {"EXPIRED": "STATUS_LIST_EXPIRED", "NOT_YET_VALID": "STATUS_LIST_NOT_YET_VALID"}


def _check_fresh(
    entry: StatusEntry, credential: JsonObject, resource: Fetched, inquiry: Inquiry
) -> None:
    """Refuse a copy of the list that is older than the issuer allows (`ttl`, milliseconds)."""
    ttl = _list_subject(credential).get("ttl")
    if ttl is None:
        return
    if isinstance(ttl, bool) or not isinstance(ttl, int | float) or ttl < 0:
        raise _malformed(entry, "its ttl is not a number of milliseconds")
    longest = timedelta(days=3650)
    fresh_for = min(timedelta(milliseconds=min(ttl, 1e12)), longest)
    if inquiry.now > resource.fetched_at + fresh_for + inquiry.limits.clock_skew:
        raise undecided(
            "STATUS_LIST_STALE",
            f"The copy of the status list is from {resource.fetched_at.isoformat()}, older than "
            "its issuer allows. Fetch it again.",
            url=entry.list_url,
            date=resource.fetched_at.isoformat(),
        )


def _read_status(entry: StatusEntry, credential: JsonObject, inquiry: Inquiry) -> int:
    encoded = _list_subject(credential).get("encodedList")
    if not isinstance(encoded, str):
        raise _malformed(entry, "its encodedList is missing or not a text")
    if not entry.list_type.multibase:
        encoded = "u" + encoded
    try:
        status_list = StatusList.decode(encoded, inquiry.limits.inflated_bytes_per_bit * entry.size)
    except MalformedStatusList as error:
        raise _malformed(entry, str(error)) from error
    if status_list.length < MINIMUM_ENTRIES * entry.size:  # 3.2, step 10
        raise undecided(
            "STATUS_LIST_TOO_SHORT",
            f"The status list at {entry.list_url} has {status_list.length} bits, fewer than the "
            f"standard's minimum of {MINIMUM_ENTRIES * entry.size}, so it is not a valid list.",
            url=entry.list_url,
            length=str(status_list.length),
        )
    try:
        return status_list.value(entry.index, entry.size)
    except IndexError as error:
        raise failed(
            "STATUS_INDEX_OUT_OF_RANGE",
            f"The credential is entry {entry.index} of the status list at {entry.list_url}, which "
            "does not have so many entries.",
            url=entry.list_url,
            index=str(entry.index),
        ) from error


def _finding(entry: StatusEntry, credential: JsonObject, value: int) -> Finding:
    """Say what the status means; the finding's params name purpose and the list's date."""
    params = {"purpose": shown(entry.purpose, 60), "list": entry.list_url}
    if isinstance(credential.get("validFrom"), str):
        params["listValidFrom"] = shown(credential["validFrom"], 40)
    if value == 0 and entry.purpose != "message":
        return passed(CHECK, **params)
    say = _MEANINGS.get(entry.purpose)
    if say is None:
        raise undecided(
            "STATUS_PURPOSE_UNKNOWN",
            f"The issuer set the status {params['purpose']}, whose meaning is not known here.",
            **params,
        )
    return say(entry, value, params)


def _revoked(entry: StatusEntry, value: int, params: dict[str, str]) -> Finding:
    del entry, value
    detail = "The issuer revoked this credential for good. Do not rely on it."
    return _with_params(failed("REVOKED", detail, **params), params)


def _suspended(entry: StatusEntry, value: int, params: dict[str, str]) -> Finding:
    del entry, value
    detail = "The issuer suspended this credential. It may be reinstated: ask the issuer."
    return _with_params(failed("SUSPENDED", detail, **params), params)


def _refresh(entry: StatusEntry, value: int, params: dict[str, str]) -> Finding:
    del entry, value
    detail = "The issuer has a newer version of this credential; this one stays valid."
    return noticed(CHECK, "STATUS_REFRESH", detail, **params)


def _message(entry: StatusEntry, value: int, params: dict[str, str]) -> Finding:
    for message in entry.messages:
        if isinstance(message, dict) and message.get("status") == hex(value):
            params = {**params, "status": hex(value), "message": shown(message.get("message"))}
            return noticed(CHECK, "STATUS_MESSAGE", f"It says: {params['message']}", **params)
    return passed(CHECK, **params, status=hex(value))


_MEANINGS: dict[str, Callable[[StatusEntry, int, dict[str, str]], Finding]] = {
    "revocation": _revoked,
    "suspension": _suspended,
    "refresh": _refresh,
    "message": _message,
}


def _with_params(stopped: Judged, params: dict[str, str]) -> Finding:
    return Finding(CHECK, stopped.outcome, stopped.problem, params)


def _list_subject(credential: JsonObject) -> JsonObject:
    """Give the list itself; the data model has checked that there is a subject."""
    subject: JsonObject = subjects_of(credential)[0]
    return subject


def _malformed(entry: StatusEntry, why: str) -> Judged:
    return undecided(
        "STATUS_LIST_MALFORMED",
        f"The status list at {entry.list_url} cannot be used: {why}.",
        url=entry.list_url,
    )


def _invalid(entry: StatusEntry, cause: str, detail: str) -> Judged:
    return undecided(
        "STATUS_LIST_INVALID",
        f"The status list at {entry.list_url} does not hold: {detail}",
        url=entry.list_url,
        cause=cause,
    )
