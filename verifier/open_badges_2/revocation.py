"""RevocationList of Open Badges 2.0: the ids of signed badges that their issuer took back."""

from dataclasses import replace

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list, types_of
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.open_badges_2.addresses import address_of, is_same
from verifier.open_badges_2.assertion import Assertion
from verifier.open_badges_2.objects import identifier_of
from verifier.report import Finding
from verifier.resources import Kind

CHECK = "credentialStatus"
_PURPOSE = "revocation"


def check_revoked(assertion: Assertion, issuer: JsonObject, inquiry: Inquiry) -> Finding:
    """Look a signed badge up in its issuer's list; an issuer without list revokes nothing."""
    if assertion.is_revoked:
        return revoked()
    reference = issuer.get("revocationList")
    if reference is None:
        return passed(CHECK)
    try:
        listed = _listed(identifier_of(reference), issuer, inquiry)
    except Judged as stopped:
        return stopped.finding(CHECK)
    uid = assertion.document.get("uid")
    if any(_is_meant(entry, assertion.id, uid) for entry in listed):
        return revoked()
    return passed(CHECK, purpose=_PURPOSE)


def revoked() -> Finding:
    """Say that the issuer took the badge back."""
    stopped = failed("REVOKED", "The issuer revoked this badge for good. Do not rely on it.")
    return Finding(CHECK, stopped.outcome, stopped.problem, {"purpose": _PURPOSE})


def _listed(identifier: str, issuer: JsonObject, inquiry: Inquiry) -> list[JsonValue]:
    address = address_of(identifier)
    if address is None:
        raise _malformed(identifier, "it is named by no address that can be asked for")
    body = inquiry.fetched(address.url, Kind.STATUS_LIST, CHECK).body
    # A list is longer than any badge, and it is searched only once.
    longer = replace(inquiry.limits, members=inquiry.limits.listed, values=inquiry.limits.listed)
    try:
        document = read_object(body, longer)
    except Judged as stopped:
        raise _malformed(address.url, stopped.problem.detail) from stopped
    if "RevocationList" not in types_of(document):
        raise _malformed(address.url, "its type is not RevocationList")
    if "revokedAssertions" not in document:  # an absent member does not say: nothing was revoked
        raise _malformed(address.url, "it has no member revokedAssertions")
    owner = identifier_of(document.get("issuer"))
    if owner and not is_same(owner, issuer.get("id")):
        raise undecided(
            "STATUS_LIST_SIGNER_FOREIGN",
            f"The revocation list at {address.url} is of {shown(owner)}, and not of the issuer.",
            url=address.url,
            signer=shown(owner),
        )
    return as_list(document["revokedAssertions"])


def _is_meant(entry: JsonValue, identifier: str, uid: JsonValue) -> bool:
    if isinstance(entry, dict) and entry.get("revoked", True) is False:
        return False
    if isinstance(entry, dict) and uid is not None and entry.get("uid") == uid:
        return True
    return is_same(identifier_of(entry), identifier)


def _malformed(url: str, why: str) -> Judged:
    return undecided(
        "STATUS_LIST_MALFORMED",
        f"The revocation list at {shown(url)} cannot be used: {why.rstrip('.')}.",
        url=shown(url),
    )
