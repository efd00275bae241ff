"""Verify our own product before it leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contexts import Engine, engine_in_use
from issuer.did_document import did_document
from issuer.errors import SelfCheckFailed
from issuer.json_bytes import json_bytes
from issuer.model.credential import Format, SignedDocument, StatusListEntry
from issuer.model.organisation import Profile, SigningKey
from issuer.token_check import check_token, require_passed
from verifier import AllowedIssuers, Fetched, Finding, Outcome, Report, verify
from verifier.identifiers import did_web_url
from verifier.inquiry import Inquiry
from verifier.limits import LIMITS

STATUS = "credentialStatus"
_COMPARED = [Format.DATA_INTEGRITY, Format.VC_JWT]


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
    SelfCheck(issuer, now=now).check(documents, entries)


class SelfCheck:
    """Our verifier with what it has to know of one issuer, for any number of credentials."""

    def __init__(self, issuer: tuple[Profile, tuple[SigningKey, ...]], *, now: datetime) -> None:
        profile, keys = issuer
        url = did_web_url(profile.did)
        body = json_bytes(did_document(profile, keys))
        resources = {url: Fetched(url, "application/did+json", body, now)}
        policy = AllowedIssuers({profile.did: profile.slug}, source="own profile")
        self._asked = Inquiry(resources, now, policy, LIMITS)

    def check(
        self, documents: Sequence[SignedDocument], entries: Sequence[StatusListEntry]
    ) -> None:
        """Check the forms of one credential; raise SelfCheckFailed as `check_own` does.

        What was found out about the badge is not found out again about a token of the same content.
        """
        if [document.format for document in documents] != _COMPARED or not _may_compare():
            self.check_in_full(documents, entries)
            return
        badge, token = documents
        report = self._verified(badge, entries)
        check_token(token, report.document or {}, self._asked.part())

    def check_in_full(
        self, documents: Sequence[SignedDocument], entries: Sequence[StatusListEntry]
    ) -> None:
        """Verify each form of one credential by itself; raise SelfCheckFailed."""
        for document in documents:
            self._verified(document, entries)

    def _verified(self, document: SignedDocument, entries: Sequence[StatusListEntry]) -> Report:
        asked = self._asked
        report = verify(document.body, asked.resources, now=asked.now, policy=asked.policy)
        require_good(report, {entry.list_url for entry in entries}, document.format.value)
        return report


def _may_compare() -> bool:
    return engine_in_use() is not Engine.PLAIN


def require_good(report: Report, lists: set[str], name: str) -> None:
    """Raise SelfCheckFailed unless all holds but the status, open for exactly these lists."""
    statuses = [finding for finding in report.findings if finding.check == STATUS]
    others = tuple(finding for finding in report.findings if finding.check != STATUS)
    require_passed(others, name)
    require_passed(_failed(statuses), name)
    open_lists = {need.url for need in report.needs}
    if not others or not statuses or open_lists != lists:
        raise SelfCheckFailed(f"The signed credential ({name}) was not checked completely.")


def _failed(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.outcome is Outcome.FAILED)
