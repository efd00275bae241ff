"""Calls services that certificates and settings appoint: time stamps, revocation, wallets.

They speak plain http by tradition (RFC 3161, RFC 6960 and RFC 5280 sign what they say), so http is
let through here; private addresses only for hosts that the operator lists, as closed networks need.
For whoever calls from a thread: each call opens and closes its own connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import TypeVar

from app.fetching.addresses import any_address_unsafe
from app.fetching.guard import GuardedFetcher, Posting, Reply
from app.fetching.reasons import Reason, Refused
from app.fetching.rules import FetchRules, TargetUrl, check_url
from verifier.resources import Fetched

T = TypeVar("T")
PUBLIC = FetchRules(schemes=frozenset({"https", "http"}), ports=frozenset({80, 443, 8443}))
_LISTED = FetchRules(unsafe_plain_http=True, redirects=0)
_MOST_BYTES = 4 * 1024 * 1024
"""Revocation lists of large authorities have megabytes."""


class AppointedServices:
    """Make calls by the guarded fetcher, and by one without address rules to listed hosts.

    `listed` holds hosts with their ports, such as "tsa.internal:8080".
    """

    def __init__(self, listed: Collection[str] = ()) -> None:
        self._listed = frozenset(listed)

    def check(self, url: str) -> None:
        """Raise Refused for a URL that would never be called."""
        self._rules_for(url)

    def get(self, url: str, now: datetime) -> bytes:
        """Fetch a document. Raises Refused."""

        async def fetch(fetcher: GuardedFetcher) -> bytes:
            found = await fetcher.fetch(url, now, max_bytes=_MOST_BYTES)
            if isinstance(found, Fetched):
                return found.body
            raise Refused(_reason(found.reason))

        return self._call(url, fetch)

    def post(self, url: str, posting: Posting) -> Reply:
        """Send something once. Raises Refused."""

        async def send(fetcher: GuardedFetcher) -> Reply:
            return await fetcher.post(url, posting, max_bytes=_MOST_BYTES)

        return self._call(url, send)

    def _call(self, url: str, work: Callable[[GuardedFetcher], Awaitable[T]]) -> T:
        rules = self._rules_for(url)

        async def call() -> T:
            fetcher = (
                GuardedFetcher(rules, may_dial=any_address_unsafe)
                if rules is _LISTED
                else GuardedFetcher(rules)
            )
            async with fetcher:
                return await work(fetcher)

        return asyncio.run(call())

    def _rules_for(self, url: str) -> FetchRules:
        target = check_url(url, _LISTED)
        if _place(target) in self._listed:
            return _LISTED
        check_url(url, PUBLIC)
        return PUBLIC


def _place(target: TargetUrl) -> str:
    return f"{target.host}:{target.port}"


def _reason(sentence: str) -> Reason:
    return next((each for each in Reason if each.value == sentence), Reason.STATUS)
