"""The public verifier: whatever a stranger hands in, one report."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from app.fetching import GuardedFetcher
from app.own_documents import OwnDocuments
from app.own_records import OwnRecords, Standing
from app.reading import Reading, Readings, read_pasted
from app.report_view import OWN_REGISTER, Answer, is_proven, report_json
from app.rounds import Fetcher, Run, Sources, verify_online
from app.submission_problems import report_of_problem
from app.submissions import Submission
from app.workers import Workers, WorkerStopped
from contexts import JsonObject
from issuer.errors import NotFound
from issuer.model.text import Text, in_language
from verifier import (
    LIMITS,
    AllowedIssuers,
    AnyOf,
    Limits,
    Outcome,
    Report,
    TrustPolicy,
    Unavailable,
)

__all__ = ["TooBusy", "Verification", "open_verification", "verify_online"]

TRUSTED_ISSUERS = "issuers trusted by this verifier's operator"

_WORK_SECONDS = 8.0
"""For one call of the verifier, which bounds its own work to about one second."""
_MOST_UNDER_WAY = 64
"""Verifications at once; who comes later is told when to come again."""
_RETRY_AFTER_SECONDS = 5
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class TooBusy(Exception):
    """There is more to verify than can be done now."""

    def __init__(self) -> None:
        super().__init__("Too many verifications are under way. Try again shortly.")
        self.retry_after = _RETRY_AFTER_SECONDS
        """Seconds."""


class Verification:
    """The verifier of a running service, made by `open_verification`."""

    def __init__(
        self,
        sources: Sources,
        workers: Workers,
        *,
        trusted_issuers: Mapping[str, str],
        limits: Limits = LIMITS,
    ) -> None:
        self._sources = sources
        self._workers = workers
        self._trusted_issuers = dict(trusted_issuers)
        self._limits = limits
        self._under_way = 0

    async def verify_submission(self, submission: Submission, *, now: datetime) -> JsonObject:
        """Verify what a stranger handed in; give the report as JSON, whatever it was.

        Raises TooBusy before any work is done.
        """
        if self._under_way >= _MOST_UNDER_WAY:
            raise TooBusy
        self._under_way += 1
        try:
            answer = await self._answer(submission, now)
        except WorkerStopped:
            answer = Answer(report_of_problem("CHECK_TOOK_TOO_LONG"), Reading(b""), now)
        finally:
            self._under_way -= 1
        return report_json(answer, public_url=self._sources.own.public_url)

    async def _answer(self, submission: Submission, now: datetime) -> Answer:
        run = Run(self._sources, self._workers, self._limits, now)
        body = submission.body
        if submission.url is not None:
            resource = await self._sources.document(
                submission.url, now, max_bytes=self._limits.credential_bytes
            )
            if isinstance(resource, Unavailable):
                report = report_of_problem("URL_UNREACHABLE", reason=resource.reason)
                return Answer(report, Reading(b""), now)
            if resource.media_type in _PAGES:
                return Answer(report_of_problem("URL_IS_A_PAGE"), Reading(b""), now)
            body = resource.body
        readings = await self._workers.run(read_pasted, body)
        if readings.fault is not None:
            return Answer(report_of_problem(readings.fault), readings.readings[0], now)
        return await self._judge(readings, run)

    async def _judge(self, readings: Readings, run: Run) -> Answer:
        """Judge the readings in turn until a signature fits: it decides what was meant."""
        names = await asyncio.to_thread(self._sources.own.records.issuers)
        policy = self._policy(names)
        undecided: list[Answer] = []
        for reading in readings.readings:
            report = await run.judge(reading.secured, policy)
            if is_proven(report) or report.facts.holder_id or not reading.guessed:
                standings = await asyncio.to_thread(self._standings, report, names)
                return Answer(report, reading, run.judged_at, standings[0], names, standings[1:])
            if report.outcome is Outcome.INDETERMINATE:
                undecided.append(Answer(report, reading, run.judged_at, None, names))
        # A guess that fails proves nothing: neither tampering nor anything else.
        damaged = report_of_problem("TEXT_DAMAGED")
        return next(iter(undecided), Answer(damaged, readings.readings[0], run.judged_at))

    def _policy(self, own_names: Mapping[str, Text]) -> TrustPolicy:
        own = {did: in_language(name, "sl") or did for did, name in own_names.items()}
        return AnyOf(
            (
                AllowedIssuers(own, OWN_REGISTER),
                AllowedIssuers(self._trusted_issuers, TRUSTED_ISSUERS),
            )
        )

    def _standings(
        self, report: Report, own_names: Mapping[str, Text]
    ) -> tuple[Standing | None, ...]:
        """Look up the document itself, and after it each credential it presents."""
        return tuple(self._standing(one, own_names) for one in (report, *report.credentials))

    def _standing(self, report: Report, own_names: Mapping[str, Text]) -> Standing | None:
        """Look up a credential of our own, once its signature has shown that it is."""
        own = is_proven(report) and report.facts.issuer_id in own_names
        if not own or report.document is None:
            return None
        credential_id = str(report.document.get("id", "")).removeprefix("urn:uuid:")
        try:
            return self._sources.own.records.standing(credential_id)
        except NotFound:
            return None


@asynccontextmanager
async def open_verification(
    records: OwnRecords,
    *,
    public_url: str,
    trusted_issuers: Mapping[str, str],
    workers: int = 2,
    fetcher: Fetcher | None = None,
) -> AsyncIterator[Verification]:
    """Open the verifier for the life of the service; another fetcher is for tests."""
    own = OwnDocuments(records, public_url)
    async with (
        GuardedFetcher(never=own.has) as guard,
        Workers(workers, seconds=_WORK_SECONDS) as pool,
    ):
        yield Verification(Sources(own, fetcher or guard), pool, trusted_issuers=trusted_issuers)
