"""Resolves the URLs of our own host in process: what we publish is never fetched from ourselves.

A service need not be able to reach its own public address, and its own lists are to be fresh.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, parse_qs, urlsplit

from app.fetching import Reason
from app.own_records import OwnRecords
from issuer.errors import NotFound
from issuer.model.credential import Format
from verifier import Fetched, Resource, Unavailable

_SANDBOX = "/vc-api/"
_VERIFIER = "/verify"
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class OwnDocuments:
    """The documents below the public URL, by URL."""

    records: OwnRecords
    public_url: str
    sandbox: Callable[[str], bytes] | None = None
    """Gives what a sandbox issuer publishes at a path, or raises NotFound; None without one."""

    def has(self, url: str) -> bool:
        """Tell whether a URL is of our host; http and https are not told apart.

        A did:web is always resolved by https, also where the service itself is served by http.
        """
        ours, theirs = _place(self.public_url), _place(url)
        return theirs is not None and theirs == ours

    def named_in(self, url: str) -> str | None:
        """Give the address that a link to our own verifier brings along; None for other URLs."""
        if not self.has(url):
            return None
        parts = urlsplit(url)
        named = parse_qs(parts.query).get("url", []) if parts.path == _VERIFIER else []
        return named[0] if named else None

    def resource(self, url: str, now: datetime) -> Resource:
        """Give a document of our own as it stands now; Unavailable where we publish none."""
        path = urlsplit(url).path
        if self.sandbox is not None and path.startswith(_SANDBOX):
            try:
                return Fetched(url, "application/vc", self.sandbox(path), now)
            except NotFound:
                return Unavailable(url, Reason.NOT_PUBLISHED.value, now, absent=True)
        for pattern, media_type, read in _ROUTES:
            found = pattern.fullmatch(path)
            if found:
                try:
                    return Fetched(url, media_type, read(self.records, *found.groups()), now)
                except NotFound:
                    break
        return Unavailable(url, Reason.NOT_PUBLISHED.value, now, absent=True)


def _place(url: str) -> tuple[str, int | None] | None:
    """Give host and port; no port where it is the scheme's own."""
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.hostname, None if port == _DEFAULT_PORTS[parts.scheme] else port


def _signed(form: Format) -> Callable[[OwnRecords, str], bytes]:
    return lambda records, token: records.signed_document(token, form)


_TOKEN = r"([A-Za-z0-9_-]{16,128})"  # noqa: S105  # a pattern, not a password
_ROUTES: tuple[tuple[re.Pattern[str], str, Callable[..., bytes]], ...] = (
    (
        re.compile(r"/profiles/([a-z0-9-]{1,100})/did\.json"),
        "application/did+json",
        lambda records, slug: records.did_document(slug),
    ),
    (
        re.compile(r"/status-lists/([0-9a-f-]{36})"),
        "application/vc",
        lambda records, list_id: records.status_list(list_id),
    ),
    (
        re.compile(r"/\.well-known/jwt-vc-issuer/profiles/([a-z0-9-]{1,100})"),
        "application/json",
        lambda records, slug: records.issuer_metadata(slug),
    ),
    (
        re.compile(r"/token-status-lists/([0-9a-f-]{36})"),
        "application/statuslist+jwt",
        lambda records, list_id: records.token_status_list(list_id),
    ),
    (
        re.compile(r"/programmes/([0-9a-f-]{36})/versions/([1-9][0-9]{0,5})\.json"),
        "application/json",
        lambda records, programme, number: records.programme(programme, int(number)),
    ),
    (re.compile(rf"/c/{_TOKEN}(?:\.json)?/?"), "application/vc", _signed(Format.DATA_INTEGRITY)),
    (
        re.compile(rf"/s/{_TOKEN}(?:\.json)?/?"),
        "application/vc",
        lambda records, token: records.shared_document(token),
    ),
    (re.compile(rf"/c/{_TOKEN}\.jwt"), "application/vc+jwt", _signed(Format.VC_JWT)),
    (
        re.compile(rf"/c/{_TOKEN}\.jsonld"),
        "application/ld+json",
        lambda records, token: records.sealed_twin(token),
    ),
    # What the certificate attests, and not its paper: a file of several would be no answer.
    (re.compile(rf"/c/{_TOKEN}\.pdf"), "application/vc", _signed(Format.DATA_INTEGRITY)),
)
