"""Remembers answers for as long as their servers allow, within our own bounds."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from verifier.resources import Fetched, Resource

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,9})")
_NOT_KEPT = re.compile(r"(?:^|[,\s])(?:no-store|no-cache|private)(?:$|[,\s=;])")


@dataclass(frozen=True, slots=True)
class CacheRules:
    """Bound how long and how much is remembered."""

    unsaid: timedelta = timedelta(seconds=30)
    """For an answer that says nothing of its freshness."""
    longest: timedelta = timedelta(minutes=5)
    """However fresh a server calls its answer: a revocation is to be seen soon."""
    failed: timedelta = timedelta(seconds=15)
    """So that a dead host is not asked again by every click."""
    answers: int = 512
    total_bytes: int = 64 * 1024 * 1024


CACHE_RULES = CacheRules()


def freshness(cache_control: str, rules: CacheRules = CACHE_RULES) -> timedelta:
    """Read a Cache-Control header (RFC 9111, 5.2.2): how long to keep the answer, within bounds."""
    directives = cache_control.lower()
    if _NOT_KEPT.search(directives):
        return timedelta(0)
    said = _MAX_AGE.search(directives)
    if said is None:
        return rules.unsaid
    return min(timedelta(seconds=int(said.group(1))), rules.longest)


class AnswerCache:
    """Keep the answers used last; the oldest leave when there are too many or too large."""

    def __init__(self, rules: CacheRules = CACHE_RULES) -> None:
        self._rules = rules
        self._kept: OrderedDict[str, tuple[Resource, datetime]] = OrderedDict()
        self._bytes = 0

    def get(self, key: str, now: datetime) -> Resource | None:
        """Give the answer if it is still fresh."""
        found = self._kept.get(key)
        if found is None:
            return None
        answer, until = found
        if now >= until:
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return answer

    def keep(self, key: str, answer: Resource, *, cache_control: str, now: datetime) -> None:
        """Remember an answer; a failure briefly, whatever its headers."""
        fetched = isinstance(answer, Fetched)
        term = freshness(cache_control, self._rules) if fetched else self._rules.failed
        self._drop(key)
        if term <= timedelta(0):
            return
        self._kept[key] = (answer, now + term)
        self._bytes += _size(answer)
        while len(self._kept) > self._rules.answers or self._bytes > self._rules.total_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            self._bytes -= _size(found[0])


def _size(answer: Resource) -> int:
    return len(answer.body) if isinstance(answer, Fetched) else 0
