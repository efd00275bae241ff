"""The rounds of one verification: judge, fetch what is needed, judge again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from app.allowance import Allowance
from app.fetching import Reason
from app.first_look import Judging, look
from app.foresight import consulted
from app.own_documents import OwnDocuments
from app.reading import HandedIn, read_handed_in
from app.registry_shelf import RegistryShelf
from app.trusted_lists.judging import ListsReference
from app.trusted_lists.kept import KeptLists
from app.workers import Workers
from verifier import (
    Kind,
    Limits,
    Need,
    PresentationRequest,
    Report,
    Resource,
    Resources,
    TrustPolicy,
    Unavailable,
)
from verifier.containers import is_file
from verifier.presentation_request import NOTHING_ASKED

_MOST_ADDRESSES = 12
"""Asked for in all rounds of one verification: keys and lists of a credential and what is in it."""
_MORE_PER_CREDENTIAL = 3
"""For each credential that a presentation holds: its issuer's keys, its list, the list's keys."""
_FETCHING_SECONDS = 16.0
"""After so long nothing more is fetched for one verification."""

_NOTHING: Resources = MappingProxyType({})

_READING_SECONDS = 1.5
"""For one file: not every parser of strangers' formats can be bounded from within."""

Judge = Callable[[Resources], Awaitable[Report]]
Fetch = Callable[[Sequence[Need]], Awaitable[Mapping[str, Resource]]]


async def verify_online(
    judge: Judge, fetch: Fetch, *, rounds: int, foreseen: Resources = _NOTHING
) -> tuple[Report, Resources]:
    """Judge, fetch what is needed, judge again; give the report and exactly what it rests on.

    Every round asks only for what the one before found worth asking, and a failed fetch is an
    answer too, so this ends. Who is out of rounds gets the last report: its open needs stand there
    as indeterminate. `foreseen` are documents that are at hand before anybody asks.
    """
    resources: dict[str, Resource] = dict(foreseen)
    report = await judge(resources)
    for _ in range(rounds):
        if not report.needs:
            break
        resources |= await fetch(report.needs)
        report = await judge(resources)
    return report, resources


class Fetcher(Protocol):
    """Fetch one document that a stranger named; GuardedFetcher is the one for the public."""

    async def fetch(self, url: str, now: datetime, *, max_bytes: int = ...) -> Resource:
        """Give the document, or the reason why it could not be had."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Where documents come from: our own host in process, every other by the guard."""

    own: OwnDocuments
    fetcher: Fetcher
    shelf: RegistryShelf = field(default_factory=RegistryShelf)
    kept_lists: KeptLists | None = None
    """The EU's trusted lists, where the operator chose them."""

    def lists(self) -> ListsReference | None:
        """Name the trusted lists that count now."""
        return self.kept_lists.reference() if self.kept_lists else None

    async def document(self, url: str, now: datetime, *, max_bytes: int) -> Resource:
        """Give the document at a URL, or the reason why it could not be had."""
        if self.own.has(url):
            return await asyncio.to_thread(self.own.resource, url, now)
        return await self.fetcher.fetch(url, now, max_bytes=max_bytes)

    async def registry(self, url: str, now: datetime, *, max_bytes: int) -> Resource:
        """Give a registry that the operator chose, or the last copy of it."""
        return self.shelf.better(await self.document(url, now, max_bytes=max_bytes))


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known before a submission is read."""

    policy: TrustPolicy
    """Whom the verifier's operator believes."""
    foreseen: Resources
    """Documents of our own host that will probably be needed."""


class Run:
    """One verification under way: its time, its policy, and what it may still fetch."""

    def __init__(  # noqa: PLR0913  # all that one verification is made with
        self,
        sources: Sources,
        workers: Workers,
        limits: Limits,
        now: datetime,
        request: PresentationRequest = NOTHING_ASKED,
        *,
        ahead: Ahead | None = None,
        shared: Allowance | None = None,
    ) -> None:
        self._sources = sources
        self._workers = workers
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._began = (now, self._loop.time())
        self._allowances = (Allowance(_MOST_ADDRESSES), *([shared] if shared else []))
        self._ahead = ahead
        self._first: tuple[bytes, Report] | None = None
        self.request = request
        """What a presentation has to answer."""
        self.judged_at = now
        """The moment of the last judgement."""
        self.resources: Resources = {}
        """What the last judgement rests on."""

    def moment(self) -> datetime:
        """Give the present moment: when the run began, and how long it has taken since.

        A status list that is signed on request is newer than the run; it is to be judged at the
        moment when it was had, not before it existed.
        """
        now, began = self._began
        return now + timedelta(seconds=self._loop.time() - began)

    async def read(self, data: bytes) -> HandedIn:
        """Read what was handed in; where that is plain, its first judgement is made on the way."""
        # Of files, pictures in XML among them, not every parser can be bounded from within.
        if self._ahead is None or is_file(data) or data.lstrip()[:1] == b"<":
            return await self._workers.run_within(_READING_SECONDS, read_handed_in, data)
        looked = await self._workers.run(
            look, data, self._judging(self._ahead.foreseen, self._ahead.policy)
        )
        if looked.report is not None:
            self._first = looked.handed_in.readings.readings[0].secured, looked.report
        return looked.handed_in

    async def judge(self, secured: bytes, policy: TrustPolicy) -> Report:
        """Judge a credential or presentation in rounds."""

        async def judge_with(resources: Resources) -> Report:
            report = self._take_first(secured)
            if report is None:
                judging = self._judging(resources, policy)
                report = await self._workers.run(judging.judge, secured)
            more = _MORE_PER_CREDENTIAL * len(report.credentials)
            self._allowances[0].widen(_MOST_ADDRESSES + more)
            return report

        foreseen = self._ahead.foreseen if self._ahead else {}
        report, resources = await verify_online(
            judge_with, self.fetch, rounds=self._limits.rounds, foreseen=foreseen
        )
        self.resources = consulted(report, resources, foreseen)
        return report

    def _judging(self, resources: Resources, policy: TrustPolicy) -> Judging:
        self.judged_at = self.moment()
        return Judging(
            resources=resources,
            now=self.judged_at,
            policy=policy,
            limits=self._limits,
            request=self.request,
            lists=self._sources.lists(),
        )

    def _take_first(self, secured: bytes) -> Report | None:
        """Give the judgement that was made while reading, once, if it was of this document."""
        first, self._first = self._first, None
        return first[1] if first is not None and first[0] == secured else None

    @property
    def own(self) -> OwnDocuments:
        """Give the documents of our own host."""
        return self._sources.own

    async def document(self, url: str, *, max_bytes: int) -> Resource:
        """Give the document at a URL, within the budget of number and time."""
        own = self._sources.own.has(url)
        if not own and not all(allowance.covers(url) for allowance in self._allowances):
            return Unavailable(url, Reason.TOO_MANY.value, self.moment())
        try:
            async with asyncio.timeout_at(self._began[1] + _FETCHING_SECONDS):
                return await self._sources.document(url, self.moment(), max_bytes=max_bytes)
        except TimeoutError:
            return Unavailable(url, Reason.TIMEOUT.value, self.moment())

    async def fetch(self, needs: Sequence[Need]) -> Mapping[str, Resource]:
        """Answer every need, within the budget of number and time."""
        answers = await asyncio.gather(*(self._answer(need) for need in needs))
        return {need.url: answer for need, answer in zip(needs, answers, strict=True)}

    async def _answer(self, need: Need) -> Resource:
        most = self._limits.resource_bytes
        if need.kind is not Kind.REGISTRY:
            return await self.document(need.url, max_bytes=most)
        # What the operator chose does not use up what a stranger's document may ask for.
        try:
            async with asyncio.timeout_at(self._began[1] + _FETCHING_SECONDS):
                return await self._sources.registry(need.url, self.moment(), max_bytes=most)
        except TimeoutError:
            return Unavailable(need.url, Reason.TIMEOUT.value, self.moment())
