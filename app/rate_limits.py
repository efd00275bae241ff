"""How often one address, or one API key, may call: counted in the memory of this process."""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection

from app.problems import ApiProblem
from app.settings import Settings

_IPV6_CUSTOMER = 64
"""Whoever has one IPv6 address has the whole /64: it counts as one."""


_CODES = "codes"
_WRONG_CODES_OF_ALL = parse("1000/hour")
"""At this pace, guessing one of a million codes takes four thousand years."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The limits, or none where they are switched off."""

    limiter: SlidingWindowCounterRateLimiter
    public: RateLimitItem
    verify: RateLimitItem
    bulk: RateLimitItem
    login: RateLimitItem
    codes: RateLimitItem
    api: RateLimitItem
    on: bool

    def count_public(self, connection: HTTPConnection) -> None:
        """Count a call of a page or document. Raises ApiProblem TOO_MANY_REQUESTS."""
        self._count(self.public, "public", client_address(connection))

    def count_verification(self, connection: HTTPConnection) -> None:
        """Count a verification. Raises ApiProblem TOO_MANY_REQUESTS."""
        self._count(self.verify, "verify", client_address(connection))

    def count_upload(self, connection: HTTPConnection) -> None:
        """Count an upload of many to verify. Raises ApiProblem TOO_MANY_REQUESTS."""
        self._count(self.bulk, "bulk", client_address(connection))

    def count_login(self, connection: HTTPConnection) -> None:
        """Count somebody who asks for a log-in code or tries one. Raises TOO_MANY_REQUESTS."""
        self._count(self.login, "login", client_address(connection))

    def check_codes(self, connection: HTTPConnection) -> None:
        """Refuse to read claim codes once too many were wrong. Raises TOO_MANY_REQUESTS.

        Of one address, and of all: who guesses from many places locks the door for a while.
        """
        if not self.on:
            return
        for limit, who in self._guessing(connection):
            if not self.limiter.test(limit, _CODES, who):
                raise self._refusal(limit, _CODES, who)

    def count_wrong_code(self, connection: HTTPConnection) -> None:
        """Count a claim code that is well written and leads nowhere."""
        for limit, who in self._guessing(connection):
            self.limiter.hit(limit, _CODES, who)

    def _guessing(self, connection: HTTPConnection) -> tuple[tuple[RateLimitItem, str], ...]:
        return ((self.codes, client_address(connection)), (_WRONG_CODES_OF_ALL, "all"))

    def count_key(self, key_id: str) -> None:
        """Count a call made with an API key. Raises ApiProblem TOO_MANY_REQUESTS."""
        self._count(self.api, "api", key_id)

    def count_refused_key(self, connection: HTTPConnection) -> None:
        """Count a call without a valid key, so that nobody tries keys at will."""
        self._count(self.public, "refused", client_address(connection))

    def _count(self, limit: RateLimitItem, what: str, who: str) -> None:
        if self.on and not self.limiter.hit(limit, what, who):
            raise self._refusal(limit, what, who)

    def _refusal(self, limit: RateLimitItem, what: str, who: str) -> ApiProblem:
        window = self.limiter.get_window_stats(limit, what, who)
        wait = max(1, math.ceil(window.reset_time - time.time()))  # noqa: TID251 - limits' own clock
        return ApiProblem("TOO_MANY_REQUESTS", headers={"Retry-After": str(wait)})


def rate_limits(settings: Settings) -> RateLimits:
    """Read the limits from the settings; each process counts for itself."""
    return RateLimits(
        SlidingWindowCounterRateLimiter(MemoryStorage()),
        public=parse(settings.rate_limit_public),
        verify=parse(settings.rate_limit_verify),
        bulk=parse(settings.rate_limit_bulk),
        login=parse(settings.rate_limit_login),
        codes=parse(settings.rate_limit_codes),
        api=parse(settings.rate_limit_api),
        on=settings.rate_limits,
    )


def client_address(connection: HTTPConnection) -> str:
    """Name who is calling: an IPv4 address, or an IPv6 network of one customer."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_CUSTOMER), strict=False))
    return str(address)
