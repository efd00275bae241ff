"""Verification online: the rounds of fetching and judging, for whatever a stranger hands in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from app.fetching import GuardedFetcher, Reason
from app.own_documents import OwnDocuments
from app.own_records import OwnRecords, Standing
from app.reading import Reading, Readings, read_pasted
from app.report_view import OWN_REGISTER, Answer, report_json
from app.submission_problems import report_of_problem
from app.submissions import Submission
from app.workers import Workers, WorkerStopped
from contexts import JsonObject
from issuer.errors import NotFound
from issuer.model.text import Text
from verifier import (
    LIMITS,
    AllowedIssuers,
    AnyOf,
    Limits,
    Need,
    Report,
    Resource,
    Resources,
    TrustPolicy,
    Unavailable,
    verify,
)

TRUSTED_ISSUERS = "issuers trusted by this verifier's operator"

_WORK_SECONDS = 8.0
"""For one call of the verifier, which bounds its own work to about one second."""
_MOST_WAITING = 64
"""Verifications under way; who comes later is told when to come again."""
_RETRY_AFTER_SECONDS = 5
_MOST_FETCHES = 12
"""In all rounds of one verification."""
_FETCHING_SECONDS = 16.0
"""After so long nothing more is fetched for one verification."""

Judge = Callable[[Resources], Awaitable[Report]]
Fetch = Callable[[Sequence[Need]], Awaitable[Mapping[str, Resource]]]


class TooBusy(Exception):
    """There is more to verify than can be done now."""

    def __init__(self) -> None:
        super().__init__("Too many verifications are under way. Try again shortly.")
        self.retry_after = _RETRY_AFTER_SECONDS
        """Seconds."""


async def verify_online(judge: Judge, fetch: Fetch, *, rounds: int) -> tuple[Report, Resources]:
    """Judge, fetch what is needed, judge again; give the report and exactly what it rests on.

    Every round asks only for what the one before found worth asking, and a failed fetch is an
    answer too, so this ends. Who is out of rounds gets the last report: its open needs stand there
    as indeterminate.
    """
    resources: dict[str, Resource] = {}
    report = await judge(resources)
    for _ in range(rounds):
        if not report.needs:
            break
        resources |= await fetch(report.needs)
        report = await judge(resources)
    return report, resources


class Verification:
    """The public verifier: one for the service, made by `open_verification`."""

    def __init__(
        self,
        own: OwnDocuments,
        fetcher: GuardedFetcher,
        workers: Workers,
        *,
        trusted_issuers: Mapping[str, str],
        limits: Limits = LIMITS,
    ) -> None:
        self._own = own
        self._fetcher = fetcher
        self._workers = workers
        self._trusted_issuers = dict(trusted_issuers)
        self._limits = limits
        self._under_way = 0

    async def verify_submission(self, submission: Submission, *, now: datetime) -> JsonObject:
        """Verify what a stranger handed in; give the report as JSON, whatever it was.

        Raises TooBusy before any work is done.
        """
        if self._under_way >= _MOST_WAITING:
            raise TooBusy
        self._under_way += 1
        try:
            answer = await self._answer(submission, now)
        except WorkerStopped:
            answer = Answer(report_of_problem("CHECK_TOOK_TOO_LONG"), Reading(b""), now)
        finally:
            self._under_way -= 1
        return report_json(answer, public_url=self._own.public_url)

    async def _answer(self, submission: Submission, now: datetime) -> Answer:
        body = submission.body
        if submission.url is not None:
            resource = await self._document_at(submission.url, now)
            if isinstance(resource, Unavailable):
                report = report_of_problem("URL_UNREACHABLE", reason=resource.reason)
                return Answer(report, Reading(b""), now)
            if resource.media_type in {"text/html", "application/xhtml+xml"}:
                return Answer(report_of_problem("URL_IS_A_PAGE"), Reading(b""), now)
            body = resource.body
        readings = await self._workers.run(read_pasted, body)
        if readings.fault is not None:
            return Answer(report_of_problem(readings.fault), readings.readings[0], now)
        return await self._judge_readings(readings, now)

    async def _document_at(self, url: str, now: datetime) -> Resource:
        if self._own.has(url):
            return await asyncio.to_thread(self._own.resource, url, now)
        return await self._fetcher.fetch(url, now, max_bytes=self._limits.credential_bytes)

    async def _judge_readings(self, readings: Readings, now: datetime) -> Answer:
        """Judge the readings in turn until a signature fits: it decides what was meant."""
        names = await asyncio.to_thread(self._own.records.issuers)
        policy = self._policy(names)
        for reading in readings.readings:
            report, _ = await verify_online(
                partial(self._judge, reading.secured, policy, now),
                _Fetches(self._own, self._fetcher, now).fetch,
                rounds=self._limits.rounds,
            )
            if not _signature_is_wrong(report):
                standing = await asyncio.to_thread(self._standing, report, names)
                return Answer(report, reading, now, standing, names)
        first = readings.readings[0]
        if first.guessed:
            return Answer(report_of_problem("TEXT_DAMAGED"), first, now)
        return Answer(report, first, now, None, names)

    async def _judge(
        self, secured: bytes, policy: TrustPolicy, now: datetime, resources: Resources
    ) -> Report:
        return await self._workers.run(
            verify, secured, resources, now=now, policy=policy, limits=self._limits
        )

    def _policy(self, own_names: Mapping[str, Text]) -> TrustPolicy:
        own = {
            did: name.get("sl") or next(iter(name.values()), did) for did, name in own_names.items()
        }
        return AnyOf(
            (
                AllowedIssuers(own, OWN_REGISTER),
                AllowedIssuers(self._trusted_issuers, TRUSTED_ISSUERS),
            )
        )

    def _standing(self, report: Report, own_names: Mapping[str, Text]) -> Standing | None:
        """Look up a credential of our own, once its signature has shown that it is."""
        proven = report.facts.trust is not None
        if not proven or report.facts.issuer_id not in own_names or report.document is None:
            return None
        credential_id = str(report.document.get("id", "")).removeprefix("urn:uuid:")
        try:
            return self._own.records.standing(credential_id)
        except NotFound:
            return None


class _Fetches:
    """The fetches of one verification, within its budget of number and time."""

    def __init__(self, own: OwnDocuments, fetcher: GuardedFetcher, now: datetime) -> None:
        self._own = own
        self._fetcher = fetcher
        self._now = now
        self._left = _MOST_FETCHES
        self._until = asyncio.get_running_loop().time() + _FETCHING_SECONDS

    async def fetch(self, needs: Sequence[Need]) -> Mapping[str, Resource]:
        answers = await asyncio.gather(*(self._answer(need.url) for need in needs))
        return {need.url: answer for need, answer in zip(needs, answers, strict=True)}

    async def _answer(self, url: str) -> Resource:
        if self._own.has(url):
            return await asyncio.to_thread(self._own.resource, url, self._now)
        self._left -= 1
        if self._left < 0:
            return Unavailable(url, Reason.TOO_MANY.value, self._now)
        try:
            async with asyncio.timeout_at(self._until):
                return await self._fetcher.fetch(url, self._now)
        except TimeoutError:
            return Unavailable(url, Reason.TIMEOUT.value, self._now)


def _signature_is_wrong(report: Report) -> bool:
    return any(
        finding.problem is not None and finding.problem.code == "SIGNATURE_INVALID"
        for finding in report.findings
    )


@asynccontextmanager
async def open_verification(
    records: OwnRecords,
    *,
    public_url: str,
    trusted_issuers: Mapping[str, str],
    workers: int = 2,
    fetcher: GuardedFetcher | None = None,
) -> AsyncIterator[Verification]:
    """Open the verifier for the life of the service; another fetcher is for tests."""
    own = OwnDocuments(records, public_url)
    async with (
        fetcher or GuardedFetcher() as guard,
        Workers(workers, seconds=_WORK_SECONDS) as pool,
    ):
        yield Verification(own, guard, pool, trusted_issuers=trusted_issuers)
