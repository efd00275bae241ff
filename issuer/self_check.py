"""Verify our own product before it leaves the house."""

from __future__ import annotations

from datetime import datetime

from issuer.did_document import did_document
from issuer.errors import SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.credential import SignedDocument, StatusListEntry
from issuer.model.organisation import Profile, SigningKey
from verifier import AllowedIssuers, Fetched, Finding, Outcome, Report, verify
from verifier.identifiers import did_web_url

STATUS = "credentialStatus"


def check_own(
    documents: tuple[SignedDocument, ...],
    entries: tuple[StatusListEntry, ...],
    issuer: tuple[Profile, tuple[SigningKey, ...]],
    *,
    now: datetime,
) -> None:
    """Raise SelfCheckFailed unless our verifier passes every document by this issuer.

    It is handed the issuer's DID document as it will be served. The status lists are not handed
    over: their bits are the database's, which gave the entries a moment ago. So the status stays
    open, and it may be open for exactly our own lists; every other check has to pass.
    """
    profile, keys = issuer
    url = did_web_url(profile.did)
    body = json_bytes(did_document(profile, keys))
    resources = {url: Fetched(url, "application/did+json", body, now)}
    policy = AllowedIssuers({profile.did: profile.slug}, source="own profile")
    lists = {entry.list_url for entry in entries}
    for document in documents:
        report = verify(document.body, resources, now=now, policy=policy)
        _require_good(report, lists, document.format.value)


def _require_good(report: Report, lists: set[str], name: str) -> None:
    statuses = [finding for finding in report.findings if finding.check == STATUS]
    others = [finding for finding in report.findings if finding.check != STATUS]
    bad = [finding for finding in others if finding.outcome is not Outcome.PASSED]
    bad += [finding for finding in statuses if finding.outcome is Outcome.FAILED]
    if bad:
        raise SelfCheckFailed(f"The signed credential ({name}) does not verify: {_why(bad[0])}")
    open_lists = {need.url for need in report.needs}
    if not others or not statuses or open_lists != lists:
        raise SelfCheckFailed(f"The signed credential ({name}) was not checked completely.")


def _why(finding: Finding) -> str:
    return finding.problem.detail if finding.problem else finding.check
