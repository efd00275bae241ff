"""The public verifier: whatever a stranger hands in, one report."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from app.allowance import Allowance
from app.evidence import (
    Keeper,
    UnmarkedKeeper,
    marked,
    pack_of,
    read_pack,
    with_foreign_pack_notice,
    with_pack_finding,
)
from app.fair_slots import FairSlots
from app.fetching import GuardedFetcher
from app.following import follow
from app.own_documents import OwnDocuments
from app.own_knowledge import Before, OwnKnowledge
from app.own_records import OwnRecords
from app.places import Places, TooBusy
from app.reading import HandedIn, Reading, Readings
from app.recent import at_hand_or_read
from app.recipient_view import with_recipient
from app.report_view import Answer, is_proven, report_json
from app.rounds import Fetcher, Run, Sources, verify_online
from app.submission_problems import report_of_problem
from app.submissions import Submission
from app.trust_file import OWN_REGISTER_ONLY, TrustSources
from app.trusted_lists.folder import ListsFolder
from app.trusted_lists.kept import kept_lists
from app.workers import Workers, WorkerStopped
from contexts import Engine, JsonObject, engine_in_use
from verifier import (
    LIMITS,
    ChosenRegistries,
    Finding,
    Limits,
    Outcome,
    PresentationRequest,
    Report,
    TrustPolicy,
)
from verifier.evidence import EvidencePack, replay
from verifier.presentation_request import NOTHING_ASKED
from verifier.registries.authorities import CertificateAuthorities

__all__ = ["TooBusy", "Verification", "Verified", "open_verification", "verify_online"]

P = ParamSpec("P")
R = TypeVar("R")

_WORK_SECONDS = 8.0
"""For one call of the verifier, which bounds its own work to about one second."""
_MOST_UNDER_WAY = 64
"""Verifications at once; who comes later is told when to come again."""
_MOST_OF_ONE_CLIENT = 16
_MOST_UPLOADS = 4
"""Of many credentials each: their items are held in memory."""
_MOST_UPLOADS_OF_ONE_CLIENT = 2


@dataclass(frozen=True, slots=True)
class Verified:
    """One finished verification."""

    report: JsonObject
    unmarked: EvidencePack | None
    keeper: Keeper = field(default_factory=UnmarkedKeeper)

    @property
    def pack(self) -> EvidencePack | None:
        """Give the evidence with its keeper's mark, made when it is asked for.

        None when there was nothing to judge, or what was judged is a pack itself.
        """
        return marked(self.unmarked, self.keeper) if self.unmarked else None


class Verification:
    """The verifier of a running service, made by `open_verification`."""

    def __init__(
        self,
        sources: Sources,
        workers: Workers,
        *,
        trust: TrustSources,
        keeper: Keeper | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._sources = sources
        self._workers = workers
        self._knowledge = OwnKnowledge(sources.own, trust)
        self._keeper = keeper or UnmarkedKeeper()
        self._limits = limits
        self._places = Places(_MOST_UNDER_WAY, per_client=_MOST_OF_ONE_CLIENT)
        self.uploads = Places(_MOST_UPLOADS, per_client=_MOST_UPLOADS_OF_ONE_CLIENT)
        """For who verifies many at once."""
        self.taking_apart = FairSlots(1)
        """One upload at a time is taken apart: until then it is in memory several times."""

    @property
    def workers(self) -> Workers:
        """Where work on what strangers wrote belongs."""
        return self._workers

    async def verify_submission(
        self, submission: Submission, *, now: datetime, allowance: Allowance | None = None
    ) -> JsonObject:
        """Verify what a stranger handed in; give the report as JSON, whatever it was.

        Raises TooBusy before any work is done.
        """
        return (await self.verify_with_evidence(submission, now=now, allowance=allowance)).report

    async def verify_with_evidence(
        self, submission: Submission, *, now: datetime, allowance: Allowance | None = None
    ) -> Verified:
        """Verify what a stranger handed in; give the report, and the pack of what it rests on.

        `allowance` bounds the fetches of several verifications together.
        Raises TooBusy before any work is done.
        """
        with self._places.one():
            try:
                answer = await self._answer(submission, now, allowance)
            except WorkerStopped:
                answer = Answer(report_of_problem("CHECK_TOOK_TOO_LONG"), Reading(b""), now)
        report = report_json(answer, public_url=self._sources.own.public_url)
        report = with_recipient(report, answer.report, submission.email)
        return Verified(report, answer.pack, self._keeper)

    async def verify_document(
        self,
        secured: bytes,
        *,
        now: datetime,
        request: PresentationRequest = NOTHING_ASKED,
        policy: TrustPolicy | None = None,
    ) -> Report:
        """Verify exactly this document, which nobody repairs; another policy is for the sandbox.

        Raises TooBusy before any work is done.
        """
        with self._places.one():
            known = self._knowledge.policy
            judging_by = await asyncio.to_thread(known) if policy is None else policy
            run = Run(self._sources, self._workers, self._limits, now, request)
            try:
                return await run.judge(secured, judging_by)
            except WorkerStopped:
                return report_of_problem("CHECK_TOOK_TOO_LONG")

    async def verify_presented(
        self, secured: bytes, *, now: datetime, request: PresentationRequest
    ) -> Answer:
        """Verify exactly what a wallet presented, which nobody repairs.

        Raises TooBusy before any work is done.
        """
        with self._places.one():
            before = await at_hand_or_read(self._knowledge.before, secured, now)
            run = Run(self._sources, self._workers, self._limits, now, request)
            try:
                return await self._judge(Readings((Reading(secured),)), run, before)
            except WorkerStopped:
                return Answer(report_of_problem("CHECK_TOOK_TOO_LONG"), Reading(b""), now)

    async def work(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do other work on a stranger's document, within the same bounds as a verification.

        Raises TooBusy before any work is done, and WorkerStopped when it takes too long.
        """
        with self._places.one():
            return await self._workers.run(work, *args, **kwargs)

    def refused(self, why: Finding | str, *, now: datetime) -> JsonObject:
        """Give the report of what cannot be judged: a finding, or a code of a submission."""
        report = report_of_problem(why) if isinstance(why, str) else Report(None, (why,), (), ())
        answer = Answer(report, Reading(b""), now)
        return with_recipient(
            report_json(answer, public_url=self._sources.own.public_url), report, None
        )

    async def _answer(
        self, submission: Submission, now: datetime, shared: Allowance | None
    ) -> Answer:
        before = await at_hand_or_read(self._knowledge.before, submission.body, now)
        run = Run(
            self._sources,
            self._workers,
            self._limits,
            now,
            submission.request,
            ahead=None if engine_in_use() is Engine.PLAIN else before.ahead,
            shared=shared,
        )
        arrived = await follow(submission, run, self._workers)
        if arrived.pack is not None:
            return await self._judge_pack(arrived.pack, run, before)
        if arrived.report is not None:
            answer = Answer(arrived.report, Reading(b""), run.judged_at)
        else:
            answer = await self._judged(arrived.handed_in, run, before)
        return _with_container(answer, arrived.handed_in)

    async def _judged(self, handed_in: HandedIn, run: Run, before: Before) -> Answer:
        readings = handed_in.readings
        if handed_in.refusal is not None:
            report = Report(None, (handed_in.refusal,), (), ())
            return Answer(report, readings.readings[0], run.judged_at)
        if readings.fault is not None:
            report = report_of_problem(readings.fault)
            return Answer(report, readings.readings[0], run.judged_at)
        return await self._judge(readings, run, before)

    async def _judge(self, readings: Readings, run: Run, before: Before) -> Answer:
        """Judge the readings in turn until a signature fits: it decides what was meant."""
        names, policy = before.names, before.policy
        undecided: list[Answer] = []
        for reading in readings.readings:
            report = await run.judge(reading.secured, policy)
            pack = pack_of(report, reading.secured, run, self._limits, _authorities(policy))
            if is_proven(report) or report.facts.holder_id or not reading.guessed:
                answer = Answer(report, reading, run.judged_at, None, names, pack=pack)
                return await at_hand_or_read(self._knowledge.complete, answer)
            if report.outcome is Outcome.INDETERMINATE:
                undecided.append(Answer(report, reading, run.judged_at, None, names, pack=pack))
        # A guess that fails proves nothing: neither tampering nor anything else.
        damaged = report_of_problem("TEXT_DAMAGED")
        return next(iter(undecided), Answer(damaged, readings.readings[0], run.judged_at))

    async def _judge_pack(self, body: bytes, run: Run, before: Before) -> Answer:
        """Replay a pack of ours as of its date; check the credential in any other anew."""
        read = await self._workers.run(read_pack, body)
        if isinstance(read, Report):
            return Answer(read, Reading(b""), run.moment())
        pack = read.pack
        reading = Reading(pack.secured)
        if not self._keeper.vouches(read.digest, pack.seal):
            answer = await self._judge(Readings((reading,)), run, before)
            return dataclasses.replace(answer, report=with_foreign_pack_notice(answer.report))
        # Only now: what else is in a stranger's pack, such as lists in XML, is not even read.
        report = with_pack_finding(await self._workers.run(replay, pack), pack)
        return Answer(report, reading, pack.now, None, before.names, as_of=True)


def _authorities(policy: ChosenRegistries) -> tuple[CertificateAuthorities, ...]:
    return tuple(one for one in policy.sources if isinstance(one, CertificateAuthorities))


def _with_container(answer: Answer, handed_in: HandedIn) -> Answer:
    """Put what was found out about the container before what was found out about its content."""
    findings = answer.report.findings
    if handed_in.finding is None or not findings:  # alone, it would make a verdict of nothing
        return answer
    report = dataclasses.replace(answer.report, findings=(handed_in.finding, *findings))
    return dataclasses.replace(answer, report=report, containers=handed_in.containers)


@asynccontextmanager
async def open_verification(  # noqa: PLR0913  # the parts of a verifier
    records: OwnRecords,
    *,
    public_url: str,
    trust: TrustSources = OWN_REGISTER_ONLY,
    keeper: Keeper | None = None,
    workers: int = 2,
    fetcher: Fetcher | None = None,
    sandbox: Callable[[str], bytes] | None = None,
    lists: ListsFolder | None = None,
) -> AsyncIterator[Verification]:
    """Open the verifier for the life of the service; another fetcher is for tests.

    `sandbox` gives what a sandbox issuer publishes, `lists` is where the EU's trusted lists are.
    """
    own = OwnDocuments(records, public_url, sandbox)
    async with (
        GuardedFetcher(never=own.has) as guard,
        Workers(workers, seconds=_WORK_SECONDS) as pool,
    ):
        kept = kept_lists(lists, trust.trusted_lists)
        sources = Sources(own, fetcher or guard, kept_lists=kept)
        yield Verification(sources, pool, trust=trust, keeper=keeper)
