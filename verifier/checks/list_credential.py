"""A status list as a credential: is it the issuer's, whole, current, and for this purpose?

Bitstring Status List 1.0, section 3.2. The list is verified like a credential, by steps 1 to 4,
never by its own status; and it must be signed by the credential's issuer, or a delegate the policy
names: else whoever controls the list's address could un-revoke.
"""

from datetime import timedelta

from contexts import JsonObject
from verifier.checks.context import check_context
from verifier.checks.known_lists import read_list
from verifier.checks.proof import Proven, prove
from verifier.checks.status_entry import StatusEntry
from verifier.checks.status_meaning import CHECK
from verifier.checks.validity import check_validity
from verifier.data_model import as_list, issuer_of, subjects_of, types_of
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, shown, undecided
from verifier.report import Finding, Outcome
from verifier.resources import Fetched, Kind


def verified_list(entry: StatusEntry, signers: frozenset[str], inquiry: Inquiry) -> Parsed:
    """Give the list credential that an entry names, once it is to be believed; raise Judged."""
    resource = inquiry.fetched(entry.list_url, Kind.STATUS_LIST, CHECK)
    try:
        parsed = read_list(resource, inquiry.limits)
    except Judged as stopped:
        raise _invalid(entry, stopped.problem.code, stopped.problem.detail) from stopped
    _check_signer(entry, parsed, signers, inquiry)
    proven = prove(parsed, inquiry, Kind.LIST_ISSUER_DOCUMENT)
    for finding in (*proven.findings, *_refused_context(parsed, proven, inquiry)):
        if finding.problem and finding.outcome is not Outcome.PASSED:
            raise _invalid(entry, finding.problem.code, finding.problem.detail)
    if proven.mandatory is not None:
        raise malformed(entry, "only a part of it is shown")
    _check_type_and_purpose(entry, parsed.document)
    _check_period(entry, parsed.document, inquiry)
    _check_fresh(entry, parsed.document, resource, inquiry)
    return parsed


def list_subject(credential: JsonObject) -> JsonObject:
    """Give the list itself; the data model has checked that there is a subject."""
    subject: JsonObject = subjects_of(credential)[0]
    return subject


def malformed(entry: StatusEntry, why: str) -> Judged:
    """Say why a list cannot be used."""
    return undecided(
        "STATUS_LIST_MALFORMED",
        f"The status list at {entry.list_url} cannot be used: {why}.",
        url=entry.list_url,
    )


def _check_signer(
    entry: StatusEntry, parsed: Parsed, signers: frozenset[str], inquiry: Inquiry
) -> None:
    signer = issuer_of(parsed.document)
    if signer not in signers and inquiry.binds_issuers:
        raise undecided(
            "STATUS_LIST_SIGNER_FOREIGN",
            f"The status list at {entry.list_url} is issued by {shown(signer)}, who is not the "
            "issuer of this credential and so cannot say whether it was revoked.",
            url=entry.list_url,
            signer=shown(signer),
        )


def _refused_context(parsed: Parsed, proven: Proven, inquiry: Inquiry) -> tuple[Finding, ...]:
    """Check that no context gives the list's words another meaning; unknown ones take none away."""
    if not proven.holds:
        return ()
    finding = check_context(parsed, inquiry, proven.facts.securing)
    return (finding,) if finding.outcome is Outcome.FAILED else ()


def _check_type_and_purpose(entry: StatusEntry, credential: JsonObject) -> None:
    subject, wanted = list_subject(credential), entry.list_type
    if len(subjects_of(credential)) != 1:  # their order is covered by no proof over statements
        raise malformed(entry, "it holds several lists")
    if wanted.credential not in types_of(credential):
        raise malformed(entry, f"it is not a {wanted.credential}")
    if wanted.subject not in types_of(subject):
        raise malformed(entry, f"its subject is not a {wanted.subject}")
    if subject.get("statusSize", entry.size) != entry.size:
        raise malformed(entry, "its entries have another size than the credential says")
    if wanted.purpose is None and entry.purpose not in as_list(subject.get("statusPurpose")):
        raise undecided(
            "STATUS_PURPOSE_MISMATCH",
            f"The credential points to a list for {shown(entry.purpose, 60)}, but the list at "
            f"{entry.list_url} is for another purpose.",
            url=entry.list_url,
            purpose=shown(entry.purpose, 60),
        )


def _check_period(entry: StatusEntry, credential: JsonObject, inquiry: Inquiry) -> None:
    # A list is often signed as it is asked for, by a machine whose clock may be a little ahead.
    starts, _ = check_validity(credential, inquiry.now + inquiry.limits.clock_skew)
    _, ends = check_validity(credential, inquiry.now)
    for finding in (starts, ends):
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
    ttl = list_subject(credential).get("ttl")
    if ttl is None:
        return
    if isinstance(ttl, bool) or not isinstance(ttl, int | float) or ttl < 0:
        raise malformed(entry, "its ttl is not a number of milliseconds")
    check_age(entry.list_url, resource, ttl / 1000, inquiry)


def check_age(url: str, resource: Fetched, seconds: float, inquiry: Inquiry) -> None:
    """Raise Judged (indeterminate) when a copy is older than `seconds` and the clocks' slack."""
    longest = timedelta(days=3650)
    fresh_for = min(timedelta(seconds=min(seconds, 1e9)), longest)
    if inquiry.now > resource.fetched_at + fresh_for + inquiry.limits.clock_skew:
        raise undecided(
            "STATUS_LIST_STALE",
            f"The copy of the status list is from {resource.fetched_at.isoformat()}, older than "
            "its issuer allows. Fetch it again.",
            url=url,
            date=resource.fetched_at.isoformat(),
        )


def _invalid(entry: StatusEntry, cause: str, detail: str) -> Judged:
    return undecided(
        "STATUS_LIST_INVALID",
        f"The status list at {entry.list_url} does not hold: {detail}",
        url=entry.list_url,
        cause=cause,
    )
