"""Calls services that certificates and settings appoint: time stamps, revocation, wallets.

They speak plain http by tradition (RFC 3161, RFC 6960 and RFC 5280 sign what they say), so http is
let through here; private addresses only for hosts that the operator lists, as closed networks need.
For whoever calls from a thread: each call opens and closes its own connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
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
_AT_ONCE = 4
"""Requests to one service at the same time: authorities count, and lock out who is greedy."""
_WAITS = (0.3, 1.0)
"""Seconds before something is tried again."""
_FOR_THE_MOMENT = frozenset({429, 500, 502, 503, 504})
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

    def get(self, url: str, now: datetime, *, max_bytes: int = _MOST_BYTES) -> bytes:
        """Fetch a document. Raises Refused."""

        async def fetch(fetcher: GuardedFetcher) -> bytes:
            found = await fetcher.fetch(url, now, max_bytes=max_bytes)
            if isinstance(found, Fetched):
                return found.body
            raise Refused(_reason(found.reason))

        return self._call(url, fetch)

    def post(self, url: str, posting: Posting) -> Reply:
        """Send something once. Raises Refused."""

        async def send(fetcher: GuardedFetcher) -> Reply:
            return await fetcher.post(url, posting, max_bytes=_MOST_BYTES)

        return self._call(url, send)

    def post_all(self, url: str, postings: Sequence[Posting]) -> list[Reply | Refused]:
        """Send many things, a few at a time, over connections that stay open between them.

        What fails for the moment is tried again; when that does not help, the service is asked for
        nothing more, and what is left is refused for the same reason. Raises Refused for a URL that
        may not be called.
        """

        async def send(fetcher: GuardedFetcher) -> list[Reply | Refused]:
            one_by_one = _Sending(fetcher, url, asyncio.Semaphore(_AT_ONCE))
            return await asyncio.gather(*(one_by_one.send(posting) for posting in postings))

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


@dataclass(slots=True)
class _Sending:
    """Many postings to one service."""

    fetcher: GuardedFetcher
    url: str
    turns: asyncio.Semaphore
    given_up: Refused | None = None

    async def send(self, posting: Posting) -> Reply | Refused:
        async with self.turns:
            for wait in (*_WAITS, None):
                if self.given_up is not None:
                    return self.given_up
                answer = await self._once(posting)
                if isinstance(answer, Reply):
                    return answer
                if wait is None:
                    self.given_up = answer
                    break
                await asyncio.sleep(wait)
            return answer

    async def _once(self, posting: Posting) -> Reply | Refused:
        try:
            reply = await self.fetcher.post(self.url, posting, max_bytes=_MOST_BYTES)
        except Refused as refused:
            return refused
        return Refused(Reason.STATUS) if reply.status in _FOR_THE_MOMENT else reply


def _place(target: TargetUrl) -> str:
    return f"{target.host}:{target.port}"


def _reason(sentence: str) -> Reason:
    return next((each for each in Reason if each.value == sentence), Reason.STATUS)
