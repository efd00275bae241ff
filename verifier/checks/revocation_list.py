"""1EdTechRevocationList: a plain list of the ids of revoked credentials (1EdTech VCRL 1.0).

It is not signed: the credential's issuer named its address, and TLS answers for the rest.
"""

from dataclasses import replace

from contexts import JsonObject, JsonValue
from verifier.checks.status_entry import CODE, is_web_address
from verifier.checks.status_meaning import CHECK, revoked
from verifier.data_model import as_list, issuer_of
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.report import Finding
from verifier.resources import Kind


def check_listed(
    entry: JsonObject, document: JsonObject, issuers: frozenset[str], inquiry: Inquiry
) -> Finding:
    """Look the credential up in the list its entry names; raise Judged."""
    url = entry.get("id")
    if not is_web_address(url) or not str(url).startswith("https://"):
        raise failed(CODE, "The id of the status entry is not an https address.", term="id")
    identifier = document.get("id")
    if not isinstance(identifier, str):
        raise failed(CODE, "A credential without id cannot stand in a revocation list.", term="id")
    listed = _read(str(url), inquiry)
    issuer = issuer_of(listed)
    if issuer and issuer not in issuers and inquiry.binds_issuers:
        raise undecided(
            "STATUS_LIST_SIGNER_FOREIGN",
            f"The revocation list at {url} names {shown(issuer)} as its issuer, who is not the "
            "issuer of this credential and so cannot say whether it was revoked.",
            url=str(url),
            signer=shown(issuer),
        )
    params = {"purpose": "revocation", "list": str(url)}
    if any(_revokes(item, identifier) for item in as_list(listed["revokedCredential"])):
        return revoked(params)
    _check_id(listed, str(url))
    return passed(CHECK, **params)


def _check_id(listed: JsonObject, url: str) -> None:
    """Refuse good news from a list that calls itself another one."""
    if listed.get("id", url) != url:
        raise undecided(
            "STATUS_LIST_ID_MISMATCH",
            f"The credential names the revocation list {url}, but what is published there calls "
            f"itself {shown(listed['id'])}: it may be another list.",
            url=url,
            found=shown(listed["id"]),
        )


def _read(url: str, inquiry: Inquiry) -> JsonObject:
    body = inquiry.fetched(url, Kind.STATUS_LIST, CHECK).body
    try:
        # A plain list is longer than any credential, and nothing in it is expanded.
        longer = replace(
            inquiry.limits, members=inquiry.limits.listed, values=inquiry.limits.listed
        )
        listed = read_object(body, longer)
    except Judged as stopped:
        raise _malformed(url, stopped.problem.detail) from stopped
    # An absent member says nothing, least of all that nothing was revoked.
    if "revokedCredential" not in listed:
        raise _malformed(url, "it has no member revokedCredential.")
    entries = as_list(listed["revokedCredential"])
    if not all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in entries):
        raise _malformed(url, "an entry has no id.")
    return listed


def _revokes(item: JsonObject, identifier: JsonValue) -> bool:
    return item["id"] == identifier and item.get("revoked", True) is not False


def _malformed(url: str, why: str) -> Judged:
    return undecided(
        "STATUS_LIST_MALFORMED", f"The revocation list at {url} cannot be used: {why}", url=url
    )
