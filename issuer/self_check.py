"""Verify our own product before it leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from issuer.did_document import did_document
from issuer.errors import SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.credential import SignedDocument, StatusListEntry
from issuer.model.organisation import Profile, SigningKey
from verifier import AllowedIssuers, Fetched, Finding, Outcome, Report, verify
from verifier.identifiers import did_web_url
from verifier.inquiry import Inquiry
from verifier.limits import LIMITS

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
    check = SelfCheck(issuer, now=now)
    for document in documents:
        check.require_good(document, entries)


class SelfCheck:
    """Our verifier with what it needs to know of one issuer."""

    def __init__(self, issuer: tuple[Profile, tuple[SigningKey, ...]], *, now: datetime) -> None:
        profile, keys = issuer
        url = did_web_url(profile.did)
        body = json_bytes(did_document(profile, keys))
        resources = {url: Fetched(url, "application/did+json", body, now)}
        policy = AllowedIssuers({profile.did: profile.slug}, source="own profile")
        self._asked = Inquiry(resources, now, policy, LIMITS)

    def require_good(self, document: SignedDocument, entries: Sequence[StatusListEntry]) -> Report:
        """Verify a document, and give the report; raise SelfCheckFailed as `check_own` does."""
        asked = self._asked
        report = verify(document.body, asked.resources, now=asked.now, policy=asked.policy)
        _require_good(report, {entry.list_url for entry in entries}, document.format.value)
        return report

    def inquiry(self) -> Inquiry:
        """Give what a single check of the verifier asks for."""
        return self._asked.part()


def _require_good(report: Report, lists: set[str], name: str) -> None:
    statuses = [finding for finding in report.findings if finding.check == STATUS]
    others = [finding for finding in report.findings if finding.check != STATUS]
    require_passed(others, name)
    bad = [finding for finding in statuses if finding.outcome is Outcome.FAILED]
    if bad:
        raise _failed(bad[0], name)
    open_lists = {need.url for need in report.needs}
    if not others or not statuses or open_lists != lists:
        raise SelfCheckFailed(f"The signed credential ({name}) was not checked completely.")


def require_passed(findings: Sequence[Finding], name: str) -> None:
    """Raise SelfCheckFailed unless every finding is good."""
    for finding in findings:
        if finding.outcome is not Outcome.PASSED:
            raise _failed(finding, name)


def _failed(finding: Finding, name: str) -> SelfCheckFailed:
    why = finding.problem.detail if finding.problem else finding.check
    return SelfCheckFailed(f"The signed credential ({name}) does not verify: {why}")
